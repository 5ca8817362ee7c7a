// The picture: vis-network draws at given places and takes clicks; nodes, emphasis and names are painted here.

import { byId } from "./dom.js";
import { nodeId } from "./fold.js";
import { labelWriter } from "./labels.js";
import { OUTLINES, shortLabel } from "./shapes.js";
import { label, number } from "./words.js";

const paths = Object.fromEntries(Object.entries(OUTLINES).map(([name, outline]) => [name, new Path2D(outline)]));
const motion = matchMedia("(prefers-reduced-motion: reduce)").matches ? false : { duration: 300 };

/** Draws what `show` is given and calls `on.node(entity)`, `on.fold(community)`, `on.line(facts)`, `on.nothing()`, `on.hover(thing, place)`. */
export function drawNetwork(graph, on) {
  const [nodes, edges] = [new vis.DataSet(), new vis.DataSet()];
  const items = new Map(); // id → { id, entity } or { id, fold }
  const lines = new Map(); // key → line
  const ends = new Map(); // entity → id under which it is drawn
  const pointed = new Set(); // keys of the lines with arrows
  const view = { network: null, items, lines, emphasis: null, hovered: null, selected: null, scale: 1 };
  const radius = (item) => Math.max(item.size, item.least / view.scale);

  const ctxRenderer = ({ ctx, id, x, y }) => {
    const item = items.get(id);
    const r = item ? radius(item) : 1;
    return { drawNode: () => item && paintNode(ctx, item, x, y, r), nodeDimensions: { width: 2 * r, height: 2 * r } };
  };
  function paintNode(context, item, x, y, r) {
    const looked = item.id === view.hovered?.node || item.id === view.selected;
    context.save();
    context.translate(x, y);
    context.scale(r, r);
    if (item.lone && !looked) context.globalAlpha = 0.5; // what nothing leads to stands back
    const path = item.fold ? paths.dot : paths[item.shape];
    context.fillStyle = item.fold ? "#eef2f7" : item.color;
    context.strokeStyle = looked ? "#0f172a" : item.fold ? "#b6c2d0" : "#ffffff";
    context.lineWidth = (looked ? 2.5 : 1.25) / view.scale / r;
    context.fill(path);
    context.stroke(path);
    context.restore();
  }

  const network = new vis.Network(byId("network"), { nodes, edges }, graph.drawing.options);
  view.network = network;
  const body = network.body; // vis-network's own nodes and edges: painting them once more costs less than changing them all

  view.show = ({ nodes: entities, folds, lines: drawn }) => {
    items.clear();
    lines.clear();
    ends.clear();
    for (const fold of folds) {
      // What is scattered has no place of its own; its circle stays small.
      const [id, size] = [`fold-${fold.community}`, fold.community ? fold.reach : 0];
      items.set(id, {
        id,
        fold,
        x: fold.x,
        y: fold.y,
        size,
        least: 7 + Math.min(Math.sqrt(fold.members.length) / 2, 9),
      });
      for (const entity of fold.members) ends.set(entity, id);
    }
    for (const entity of entities) {
      const type = graph.types[entity.type];
      const id = nodeId(entity);
      items.set(id, {
        id,
        entity,
        x: entity.x,
        y: entity.y,
        size: entity.size,
        least: 3 + entity.size / 7,
        shape: type.shape,
        color: type.color,
        lines: shortLabel(entity.name),
      });
      ends.set(entity, id);
    }
    pointed.clear();
    for (const line of drawn) if (isPointed(line)) pointed.add(line.key);
    for (const line of drawn) lines.set(line.key, line);
    const linked = new Set(drawn.flatMap(({ from, to }) => [from, to]));
    for (const item of items.values()) item.lone = !item.fold && !linked.has(item.id);
    replace(nodes, items, ({ id, x, y, size }) => ({ id, x, y, size, shape: "custom", ctxRenderer }));
    replace(edges, lines, ({ key, from, to }) => ({
      id: key,
      from,
      to,
      arrows: "to",
      ...(folds.length ? { color: { color: isFold(from) || isFold(to) ? "#e3e8ee" : "#c3ccd7" } } : {}), // many, so lighter
    }));
    view.scale = 0; // widths are set anew at the next drawing
  };
  /** Under which id an entity is drawn, or undefined. */
  view.endOf = (entity) => ends.get(entity);
  view.emphasise = (entities, selected = null) => {
    view.selected = selected ? ends.get(selected) : null;
    view.emphasis = entities
      ? new Set([...entities].map((entity) => ends.get(entity)).filter((id) => id !== undefined))
      : null;
    network.redraw();
  };
  view.fit = (entities = null) => {
    const ids = entities
      ? [...new Set([...entities].map((entity) => ends.get(entity)).filter((id) => id !== undefined))]
      : [];
    network.fit({ ...(ids.length ? { nodes: ids } : {}), animation: motion, maxZoomLevel: 1.3 });
  };
  /** Bring an entity into view, with all of its neighbours where they can be read together. */
  view.focus = (entity, neighbours) => {
    const id = ends.get(entity);
    if (id === undefined) return;
    const drawn = [...neighbours].map((each) => body.nodes[ends.get(each)]).filter(Boolean);
    const [left, top] = [Math.min(...drawn.map(({ x }) => x)), Math.min(...drawn.map(({ y }) => y))];
    const [right, bottom] = [Math.max(...drawn.map(({ x }) => x)), Math.max(...drawn.map(({ y }) => y))];
    const { clientWidth, clientHeight } = network.canvas.frame.canvas;
    const scale = Math.min((clientWidth - 130) / (right - left), (clientHeight - 140) / (bottom - top), 1.3);
    if (scale < 0.4) network.focus(id, { scale: Math.max(network.getScale(), 0.8), animation: motion });
    else network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale, animation: motion });
  };
  view.zoom = (factor) => network.moveTo({ scale: network.getScale() * factor, animation: motion });

  network.on("beforeDrawing", () => {
    const scale = network.getScale();
    if (Math.abs(scale / view.scale - 1) < 0.02) return;
    view.scale = scale;
    for (const [key, { facts }] of lines) {
      const edge = body.edges[key];
      if (!edge) continue;
      edge.options.width = Math.min(1 + Math.log2(facts.length) / 2, 4) * Math.max(1, 0.8 / scale);
      edge.options.arrows.to.enabled = pointed.has(key) && scale > 0.5; // smaller, their heads would cover the nodes
    }
  });
  network.on("afterDrawing", (context) => {
    const emphasis = hoverSet(view) ?? view.emphasis;
    const ratio = context.canvas.width / context.canvas.clientWidth;
    if (emphasis) {
      onScreen(context, ratio, () => {
        context.fillStyle = "#ffffffd9";
        context.fillRect(0, 0, context.canvas.clientWidth, context.canvas.clientHeight);
      });
      for (const { key, from, to } of lines.values())
        if (emphasis.has(from) && emphasis.has(to)) body.edges[key]?.draw(context);
      for (const id of emphasis) body.nodes[id]?.draw(context);
    }
    onScreen(context, ratio, () => {
      Object.assign(context, {
        textAlign: "center",
        textBaseline: "top",
        lineJoin: "round",
        lineWidth: 3.5,
        strokeStyle: "#ffffffe6",
      });
      const writer = labelWriter(context);
      writeNames(view, writer, emphasis, radius);
      writePredicates(view, writer, emphasis);
    });
  });
  listen(view, on);
  return view;
}

const isFold = (id) => id.startsWith("fold");

const isPointed = ({ from, to, facts }) =>
  !isFold(from) && !isFold(to) && !facts.every(({ predicate }) => predicate.symmetric);

function replace(set, wanted, make) {
  set.remove(set.getIds().filter((id) => !wanted.has(id)));
  const known = new Set(set.getIds());
  set.add([...wanted.values()].filter((item) => !known.has(item.id ?? item.key)).map(make));
  set.update([...wanted.values()].filter((item) => known.has(item.id) && item.fold).map(make));
}

function onScreen(context, ratio, paint) {
  context.save();
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  paint();
  context.restore();
}

// What the pointer is on, with its neighbours; null where it is on nothing.
function hoverSet({ hovered, lines }) {
  if (hovered?.edge !== undefined) {
    const line = lines.get(hovered.edge);
    return line ? new Set([line.from, line.to]) : null;
  }
  if (hovered?.node === undefined) return null;
  const found = new Set([hovered.node]);
  for (const { from, to } of lines.values()) {
    if (from === hovered.node) found.add(to);
    if (to === hovered.node) found.add(from);
  }
  return found;
}

const MOST_NAMES = 260;
const GREAT = 32; // radius from which a name is written large

function writeNames({ network, items, hovered, selected, scale }, { write, keepFree }, emphasis, radius) {
  const bodies = network.body.nodes;
  const { clientWidth, clientHeight } = network.canvas.frame.canvas;
  const seen = [];
  for (const item of items.values()) {
    if (emphasis && !emphasis.has(item.id)) continue;
    const at = bodies[item.id];
    if (!at) continue;
    const { x, y } = network.canvasToDOM({ x: at.x, y: at.y });
    if (x > -60 && y > -40 && x < clientWidth + 60 && y < clientHeight + 10)
      seen.push({ item, x, y, r: radius(item) * scale });
  }
  seen.sort(
    (a, b) =>
      (b.item.id === selected) - (a.item.id === selected) || a.item.lone - b.item.lone || b.item.size - a.item.size,
  );
  for (const { item, x, y, r } of seen) {
    if (item.fold)
      write([`+${number(item.fold.members.length)}`], x, r > 24 ? y + r - 17 : y - 6.5, {
        size: 11,
        weight: 600,
        color: "#334155",
        always: true,
      });
  }
  const some = seen.filter(({ item }) => !item.fold).slice(0, MOST_NAMES);
  const name = ({ item, x, y, r }) => {
    const always = item.id === hovered?.node || item.id === selected;
    const great = item.size > GREAT;
    const color = item.lone && !always ? "#64748b" : undefined;
    write(item.lines, x, y + r + 3, { size: great ? 13.5 : 12, weight: great || always ? 600 : 400, always, color });
  };
  // The most connected are named though they cover others; the rest where no node stands.
  const great = some.filter(({ item }) => item.size > GREAT).slice(0, 12);
  great.forEach(name);
  for (const { x, y, r } of scale > 0.55 ? some : some.slice(0, 40)) keepFree(x, y, r * 0.7);
  some.filter((each) => !great.includes(each)).forEach(name);
}

function writePredicates({ network, lines, hovered, selected, scale }, { write }, emphasis) {
  const bodies = network.body.nodes;
  const wanted = ({ key, from, to }) => {
    if (key === hovered?.edge) return true;
    if (emphasis)
      return (
        emphasis.has(from) &&
        emphasis.has(to) &&
        (emphasis.size < 3 || [hovered?.node, selected].some((id) => id === from || id === to) || scale > 0.9)
      );
    return scale > 1.15;
  };
  for (const line of lines.values()) {
    if (!wanted(line) || !bodies[line.from] || !bodies[line.to]) continue;
    const [a, b] = [bodies[line.from], bodies[line.to]];
    const { x, y } = network.canvasToDOM({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });
    const names = [...new Set(line.facts.map(({ predicate }) => label(predicate)))];
    write([names.slice(0, 2).join(" · ") + (names.length > 2 ? "…" : "")], x, y - 6, {
      size: 11,
      color: "#475569",
      always: line.key === hovered?.edge,
    });
  }
}

function listen(view, on) {
  const { network, items, lines } = view;
  const hover = (hovered, pointer) => {
    view.hovered = hovered;
    network.redraw();
    const item = hovered?.node === undefined ? null : items.get(hovered.node);
    on.hover(item ?? (hovered ? { line: lines.get(hovered.edge) } : null), pointer?.DOM);
  };
  network.on("hoverNode", ({ node, pointer }) => hover({ node }, pointer));
  network.on("hoverEdge", ({ edge, pointer }) => view.hovered?.node === undefined && hover({ edge }, pointer));
  network.on("blurNode", () => hover(null));
  network.on("blurEdge", () => view.hovered?.edge !== undefined && hover(null));
  for (const begin of ["dragStart", "zoom"]) network.on(begin, () => view.hovered && hover(null));
  network.on("click", ({ nodes, edges }) => {
    network.unselectAll();
    const item = items.get(nodes[0]);
    if (item?.fold) on.fold(item.fold);
    else if (item) on.node(item.entity);
    else if (lines.has(edges[0])) on.line(lines.get(edges[0]).facts);
    else on.nothing();
  });
}
