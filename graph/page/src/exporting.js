// The picture as a file: PNG as it stands on the screen, SVG with everything that is drawn.

import { download, svgElement } from "./dom.js";
import { OUTLINES } from "./shapes.js";
import { label } from "./words.js";

export function savePng({ network }) {
  const { canvas } = network.canvas.frame;
  const copy = Object.assign(document.createElement("canvas"), { width: canvas.width, height: canvas.height });
  const context = copy.getContext("2d");
  context.fillStyle = "#ffffff";
  context.fillRect(0, 0, copy.width, copy.height);
  context.drawImage(canvas, 0, 0);
  copy.toBlob((blob) => download(blob, "guanxi.png"), "image/png");
}

export function saveSvg(view) {
  const text = new XMLSerializer().serializeToString(svgPicture(view));
  download(new Blob([text], { type: "image/svg+xml" }), "guanxi.svg");
}

/** The drawn entities, folds and lines as an SVG element. */
export function svgPicture({ network, items, lines }) {
  const places = network.getPositions([...items.keys()]);
  const xs = Object.values(places).map(({ x }) => x);
  const ys = Object.values(places).map(({ y }) => y);
  const [left, top] = [Math.min(...xs, 0) - 120, Math.min(...ys, 0) - 80];
  const [width, height] = [Math.max(...xs, 0) + 120 - left, Math.max(...ys, 0) + 100 - top];
  const picture = svgElement("svg", {
    viewBox: `${left} ${top} ${width} ${height}`,
    width,
    height,
    "font-family": "PingFang SC, Microsoft YaHei, Noto Sans CJK SC, sans-serif",
    "font-size": 12,
  });
  picture.append(svgElement("rect", { x: left, y: top, width, height, fill: "#ffffff" }));
  for (const { from, to, facts } of lines.values()) {
    const [a, b] = [places[from], places[to]];
    const line = svgElement("line", { x1: a.x, y1: a.y, x2: b.x, y2: b.y, stroke: "#a8b3c2" });
    line.append(
      svgElement(
        "title",
        {},
        facts.map((fact) => `${fact.subject.name} ${label(fact.predicate)} ${fact.object.name}`).join("\n"),
      ),
    );
    picture.append(line);
  }
  for (const item of items.values()) {
    const { x, y } = places[item.id];
    const mark = svgElement("path", {
      d: item.fold ? OUTLINES.dot : OUTLINES[item.shape],
      transform: `translate(${x} ${y}) scale(${item.size})`,
      fill: item.fold ? "#e7ecf2" : item.color,
    });
    picture.append(mark);
    const names = item.fold ? [String(item.fold.members.length)] : item.lines;
    names.forEach((name, i) =>
      picture.append(
        svgElement("text", { x, y: y + item.size + 14 + i * 15, "text-anchor": "middle", fill: "#0f172a" }, name),
      ),
    );
  }
  return picture;
}
