// The timeline under the network: activities and awards by month or year; dragging over it, or its two sliders, choose a period.

import { bins, place } from "./dates.js";
import { button, byId, element, svgElement, swatch } from "./dom.js";
import { label, word } from "./words.js";

const [WIDTH, HEIGHT, BARS] = [1000, 64, 42];
const SHOWN = ["Activity", "Award"];
const YEARS_OF_MONTHS = 6; // longer times are told by years

/** How many of each type fall into each bin, and what lasts longer than one. Pure. */
export function histogram(entities) {
  const dated = entities.filter(({ type, spans }) => SHOWN.includes(type) && spans.length);
  const all = dated.flatMap(({ spans }) => spans);
  if (!all.length) return null;
  const first = all.map(([from]) => from).reduce((a, b) => (a < b ? a : b));
  const last = all.map(([, to]) => to).reduce((a, b) => (a > b ? a : b));
  const unit = Number(last.slice(0, 4)) - Number(first.slice(0, 4)) >= YEARS_OF_MONTHS ? "year" : "month";
  const names = bins(first, last, unit);
  const counts = names.map(() => Object.fromEntries(SHOWN.map((type) => [type, 0])));
  const long = [];
  for (const { type, spans } of dated) {
    for (const span of spans) {
      const [from, to] = place(span, names);
      if (from === to) counts[from][type] += 1;
      else long.push({ type, from, to });
    }
  }
  return { unit, names, counts, long };
}

/** Draws the timeline and calls `choose(from, to)` with days, or with empty texts for all time. */
export function timeline(graph, choose) {
  const made = histogram(graph.entities);
  const host = byId("timeline");
  if (!made) {
    host.hidden = true;
    return { show: () => {} };
  }
  const { names, counts, long, unit } = made;
  const step = WIDTH / names.length;
  const most = Math.max(1, ...counts.map((count) => SHOWN.reduce((sum, type) => sum + count[type], 0)));
  const day = (i, end) =>
    unit === "year" ? `${names[i]}-${end ? "12-31" : "01-01"}` : `${names[i]}-${end ? "31" : "01"}`;
  const svg = svgElement("svg", {
    viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
    preserveAspectRatio: "none",
    "aria-hidden": "true",
  });
  counts.forEach((count, i) => {
    let y = BARS;
    for (const type of SHOWN) {
      const height = ((BARS - 4) * count[type]) / most;
      y -= height;
      if (height)
        svg.append(
          svgElement("rect", {
            x: i * step + step * 0.12,
            y,
            width: step * 0.76,
            height,
            fill: graph.types[type].color,
          }, svgElement("title", {}, `${names[i]}: ${count[type]}`)),
        );
    }
  });
  const lanes = [];
  for (const { type, from, to } of long.sort((a, b) => a.from - b.from || b.to - a.to)) {
    let lane = lanes.findIndex((end) => end < from);
    if (lane < 0) lane = lanes.length;
    if (lane > 4) continue;
    lanes[lane] = to;
    svg.append(
      svgElement("rect", {
        x: from * step + 1,
        y: BARS + 3 + lane * 4,
        width: (to - from + 1) * step - 2,
        height: 2.5,
        rx: 1,
        fill: graph.types[type].color,
        opacity: 0.55,
      }),
    );
  }
  const brush = svgElement("rect", {
    y: 0,
    height: HEIGHT,
    fill: "#1d4ed8",
    "fill-opacity": 0.1,
    stroke: "#1d4ed8",
    "vector-effect": "non-scaling-stroke",
  });
  svg.append(brush);
  const ticks = element("div", { className: "ticks", "aria-hidden": "true" });
  const years = names.map((name, i) => [name.slice(0, 4), i]).filter(([year], i, all) => !i || all[i - 1][0] !== year);
  const every = Math.ceil(years.length / 14);
  years
    .filter((_, i) => i % every === 0)
    .forEach(([year, i]) => {
      const tick = element("span", {}, year);
      tick.style.left = `${(100 * i) / names.length}%`;
      ticks.append(tick);
    });
  const slider = (id) =>
    element("input", { id, type: "range", min: 0, max: names.length - 1, step: 1, oninput: () => slide(id) });
  const [from, to] = [slider("from"), slider("to")];
  const clear = button({ className: "quiet", onclick: () => choose("", "") });
  const said = element("output", {});
  const field = (input) => {
    const text = element("span");
    return [element("label", {}, text, input), text];
  };
  const [[fromLabel, fromText], [toLabel, toText]] = [field(from), field(to)];
  const title = element("b");
  const keys = element("span", { className: "keys" });
  host.replaceChildren(
    element("div", { className: "head" }, title, keys, said, element("div", { className: "range" }, fromLabel, toLabel), clear),
    element("div", { className: "bars" }, svg),
    ticks,
  );

  function slide(moved) {
    if (Number(from.value) > Number(to.value)) {
      if (moved === "from") to.value = from.value;
      else from.value = to.value;
    }
    choose(day(Number(from.value), false), day(Number(to.value), true));
  }
  let start = null;
  const at = (event) => {
    const box = svg.getBoundingClientRect();
    return Math.max(0, Math.min(names.length - 1, Math.floor(((event.clientX - box.left) / box.width) * names.length)));
  };
  const drag = (event) => {
    if (start === null) return;
    const [a, b] = [start, at(event)].sort((x, y) => x - y);
    choose(day(a, false), day(b, true));
  };
  svg.addEventListener("pointerdown", (event) => {
    start = at(event);
    svg.setPointerCapture(event.pointerId);
    drag(event);
  });
  svg.addEventListener("pointermove", drag);
  svg.addEventListener("pointerup", () => {
    start = null;
  });

  return {
    show(state) {
      const length = names[0].length;
      const [a, b] = [names.indexOf(state.from.slice(0, length)), names.indexOf(state.to.slice(0, length))];
      const [left, right] = [state.from ? Math.max(0, a) : 0, state.to && b >= 0 ? b : names.length - 1];
      [from.value, to.value] = [left, right];
      brush.setAttribute("x", left * step);
      brush.setAttribute("width", (right - left + 1) * step);
      brush.setAttribute("visibility", state.from || state.to ? "visible" : "hidden");
      said.textContent = state.from || state.to ? `${names[left]} – ${names[right]}` : "";
      clear.hidden = !(state.from || state.to);
      clear.textContent = word("clear");
      title.textContent = word("timeline");
      keys.replaceChildren(
        ...SHOWN.map((type) => element("span", {}, swatch(graph.types[type]), label(graph.types[type]))),
      );
      [fromText.textContent, toText.textContent] = [word("from"), word("to")];
      for (const [input, i] of [
        [from, left],
        [to, right],
      ])
        input.setAttribute("aria-valuetext", names[i]);
    },
  };
}
