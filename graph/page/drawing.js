"use strict";
// The picture: vis-network draws nodes and lines at their given places; names are written here, where there is room.

function drawNetwork(graph, shownTypes) {
  const drawing = JSON.parse(byId("drawing").textContent);
  const labels = new Map(drawing.nodes.map((node) => [node.id, node.label]));
  const ranked = [...drawing.nodes].sort((a, b) => b.size - a.size);
  // A shape that holds its label keeps it; all other labels are painted below, where they can make room for each other.
  const nodes = new vis.DataSet(drawing.nodes.map(({ label, ...node }) => (node.shape === "ellipse" ? { ...node, label } : node)));
  const edges = new vis.DataSet(drawing.edges);
  const visible = new vis.DataView(nodes, { filter: (node) => shownTypes.has(node.type) });
  const network = new vis.Network(byId("network"), { nodes: visible, edges }, drawing.options);
  const view = { network, visible, edges, near: null, hovered: null };

  view.emphasise = (near) => {
    view.near = near;
    nodes.update(drawing.nodes.map(({ id }) => ({ id, opacity: !near || near.has(id) ? 1 : 0.15 })));
    const inside = ({ from, to }) => !near || (near.has(from) && near.has(to));
    const color = drawing.options.edges.color;
    edges.update(drawing.edges.map((edge) => ({ id: edge.id, color: inside(edge) ? color : { ...color, opacity: 0.1 } })));
  };
  network.on("afterDrawing", (context) => {
    const ratio = context.canvas.width / context.canvas.clientWidth;
    context.save();
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    Object.assign(context, { textAlign: "center", textBaseline: "top", lineJoin: "round", lineWidth: 3.5, strokeStyle: "#ffffffe6" });
    const write = labelWriter(context);
    writeNames(view, write, ranked, labels);
    writePredicates(view, write, graph);
    context.restore();
  });
  return view;
}

function labelWriter(context) {
  const { clientWidth, clientHeight } = context.canvas;
  const taken = [];
  const write = (text, x, y, { size, weight = 400, color, always }) => {
    if (x < -60 || y < -30 || x > clientWidth + 60 || y > clientHeight + 10) return;
    context.font = `${weight} ${size}px "PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",system-ui,sans-serif`;
    const lines = text.split("\n");
    const half = Math.max(...lines.map((line) => context.measureText(line).width)) / 2 + 3;
    const box = [x - half - 4, y - 2, x + half + 4, y + lines.length * size * 1.25 + 2];
    const free = taken.every((t) => box[2] < t[0] || t[2] < box[0] || box[3] < t[1] || t[3] < box[1]);
    if (!free && !always) return;
    taken.push(box);
    context.fillStyle = color;
    lines.forEach((line, i) => {
      context.strokeText(line, x, y + i * size * 1.25);
      context.fillText(line, x, y + i * size * 1.25);
    });
  };
  write.keepFree = (x, y, radius) => taken.push([x - radius, y - radius, x + radius, y + radius]);
  return write;
}

function writeNames({ network, visible, near, hovered }, write, ranked, labels) {
  const shown = ranked.filter((node) => node.shape !== "ellipse" && visible.get(node.id) && (!near || near.has(node.id)));
  const scale = network.getScale();
  const isFirst = (node) => node.size > 26 || node.id === hovered?.node;
  const [first, rest] = [shown.filter(isFirst), shown.filter((node) => !isFirst(node))];
  const place = (node) => ({ ...network.canvasToDOM(node), radius: node.size * scale });
  const name = (node) => {
    const { x, y, radius } = place(node);
    const [size, weight] = node.size > 32 ? [13.5, 600] : [12, 400];
    write(labels.get(node.id), x, y + radius + 4, { size, weight, color: "#0f172a", always: node.id === hovered?.node });
  };
  first.forEach(name);
  // From afar only the great nodes keep their place free of names, or there would be no room for any name.
  for (const { x, y, radius } of (scale > 0.6 ? shown : first).map(place)) write.keepFree(x, y, radius * 0.7);
  rest.forEach(name);
}

function writePredicates({ network, visible, edges, near, hovered, selected }, write, graph) {
  const close = network.getScale() > 1.2;
  const wanted = (edge) => {
    if (edge.id === hovered?.edge || edge.id === selected?.edge) return true;
    const ends = [edge.from, edge.to];
    if (hovered?.node || selected?.node) return ends.includes(hovered?.node) || ends.includes(selected?.node);
    return close && !near;
  };
  for (const edge of edges.get({ filter: wanted })) {
    const [from, to] = [visible.get(edge.from), visible.get(edge.to)];
    if (!from || !to) continue;
    const { x, y } = network.canvasToDOM({ x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 });
    const names = new Set(edge.facts.map((i) => graph.predicates[graph.facts[i].predicate][language]));
    write([...names].join(" · "), x, y - 6, { size: 11, color: "#475569", always: edge.id === hovered?.edge });
  }
}
