"use strict";
// What the reader does: clicks, searches, filters, goes back, changes the language.

function start() {
  const graph = readGraph();
  const shownTypes = new Set(Object.keys(graph.types).filter((type) => graph.types[type].shown));
  const view = drawNetwork(graph, shownTypes);
  const { network } = view;
  const motion = matchMedia("(prefers-reduced-motion: reduce)").matches ? false : { duration: 350 };
  view.selected = null;

  function showPanel() {
    const { node, edge } = view.selected ?? {};
    const back = element("button", { type: "button", className: "back", onclick: () => go(null) }, "← ", word("back"));
    const content = node ? entityPanel(graph, node, go) : edge !== undefined ? edgePanel(graph, view.edges.get(edge), go) : overviewPanel(graph, go);
    byId("panel").replaceChildren(...[view.selected ? back : null, ...content].filter(Boolean));
    byId("panel").scrollTop = 0;
  }
  function select(selected) {
    view.selected = selected;
    const edge = selected?.edge !== undefined ? view.edges.get(selected.edge) : null;
    view.emphasise(selected?.node ? graph.near(selected.node) : edge ? new Set([edge.from, edge.to]) : null);
    showPanel();
  }
  // The address names the selected node, so that a place in the graph can be bookmarked and gone back to.
  function go(iri, { move = true } = {}) {
    history.pushState(null, "", iri ? `#node=${encodeURIComponent(iri)}` : "#");
    route({ move });
    if (move) byId("panel").querySelector("h2").focus({ preventScroll: true });
  }
  function route({ move = true } = {}) {
    let iri = null;
    try { iri = decodeURIComponent(/^#node=(.+)$/.exec(location.hash)?.[1] ?? ""); } catch { /* not an address of ours */ }
    if (!iri || !graph.has(iri)) {
      network.unselectAll();
      return select(null);
    }
    showType(graph.entities[iri].type, true);
    network.selectNodes([iri]);
    if (move) network.focus(iri, { scale: Math.max(network.getScale(), 0.9), animation: motion });
    return select({ node: iri });
  }
  function showType(type, shown) {
    if (shown) shownTypes.add(type); else shownTypes.delete(type);
    byId(`type-${type}`).checked = shown;
    view.visible.refresh();
  }
  function hover(hovered, pointer) {
    view.hovered = hovered;
    const tip = byId("tip");
    tip.hidden = !hovered;
    if (!hovered) return;
    const edge = hovered.edge === undefined ? undefined : view.edges.get(hovered.edge);
    tip.replaceChildren(...tooltip(graph, { ...hovered, edge }).filter(Boolean));
    const { clientWidth, clientHeight } = byId("picture");
    tip.style.left = `${Math.max(8, Math.min(pointer.x + 14, clientWidth - tip.offsetWidth - 8))}px`;
    tip.style.top = `${Math.max(8, Math.min(pointer.y + 14, clientHeight - tip.offsetHeight - 8))}px`;
  }
  function sayWords() {
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
    document.querySelectorAll("[data-word]").forEach((place) => { place.textContent = word(place.dataset.word); });
    document.querySelectorAll("[data-name]").forEach((place) => { place.ariaLabel = place.title = word(place.dataset.name); });
    const counts = { articles: graph.documents, entities: graph.entities, facts: graph.facts };
    byId("counts").textContent = Object.entries(counts).map(([key, all]) => `${number(Object.keys(all).length)} ${word(key)}`).join(" · ");
    byId("query").placeholder = byId("query").ariaLabel = word("search");
    byId("language").textContent = word("language");
    byId("network").ariaLabel = word("network");
    byId("types").replaceChildren(...Object.entries(graph.types).map(([name, type]) => {
      const count = Object.values(graph.entities).filter((entity) => entity.type === name).length;
      const box = element("input", { type: "checkbox", id: `type-${name}`, checked: shownTypes.has(name), onchange: () => showType(name, box.checked) });
      return element("label", {}, box, swatch(type), type[language], element("small", {}, number(count)));
    }));
    showPanel();
    network.redraw();
  }

  network.on("click", ({ nodes, edges }) => {
    if (nodes.length) go(nodes[0], { move: false });
    else if (edges.length) select({ edge: edges[0] });
    else if (view.selected) go(null, { move: false });
  });
  network.on("hoverNode", ({ node, pointer }) => hover({ node }, pointer.DOM));
  network.on("hoverEdge", ({ edge, pointer }) => view.hovered?.node || hover({ edge }, pointer.DOM));
  for (const event of ["blurNode", "blurEdge", "dragStart", "zoom"]) network.on(event, () => hover(null));
  const zoom = (factor) => network.moveTo({ scale: network.getScale() * factor, animation: motion });
  byId("zoom-in").onclick = () => zoom(1.5);
  byId("zoom-out").onclick = () => zoom(1 / 1.5);
  byId("zoom-fit").onclick = () => network.fit({ animation: motion });
  byId("language").onclick = () => { language = language === "zh" ? "en" : "zh"; sayWords(); };
  byId("legend").open = !matchMedia("(max-width: 760px)").matches;
  window.addEventListener("popstate", () => route());
  searchBox(graph, go);
  sayWords();
  route();
  return { graph, view, go };
}

function searchBox(graph, open) {
  const [query, hits] = [byId("query"), byId("hits")];
  let found = [];
  let active = 0;
  function show(list) {
    [found, active] = [list, 0];
    const entries = found.map((iri, i) => {
      const { name, names, type } = graph.entities[iri];
      const entry = element("li", { id: `hit-${i}`, role: "option", onmousedown: () => choose(i) }, swatch(graph.types[type]), name, element("small", {}, names.join(word("comma"))));
      return entry;
    });
    hits.replaceChildren(...(entries.length ? entries : [element("li", { className: "none" }, word("none"))]));
    hits.hidden = !query.value.trim();
    query.ariaExpanded = String(!hits.hidden);
    mark();
  }
  function mark() {
    [...hits.children].forEach((entry, i) => { entry.ariaSelected = String(i === active && found.length > 0); });
    query.setAttribute("aria-activedescendant", found.length ? `hit-${active}` : "");
    hits.children[active]?.scrollIntoView({ block: "nearest" });
  }
  function close() {
    hits.hidden = true;
    query.ariaExpanded = "false";
  }
  function choose(i) {
    if (i >= found.length) return;
    query.value = graph.entities[found[i]].name;
    close();
    setTimeout(() => open(found[i])); // after the press that chose it has moved the focus
  }
  query.oninput = () => show(findEntities(graph, query.value));
  query.onfocus = () => query.value && show(findEntities(graph, query.value));
  query.onblur = close;
  query.onkeydown = (event) => {
    if (event.isComposing) return; // the key belongs to the input method that writes Chinese
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && found.length) [active] = [(active + step + found.length) % found.length, mark()];
    else if (event.key === "Enter") choose(active);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  };
}

const page = start();

// A small hook for tests and for people at the console.
window.guanxi = {
  /** How many nodes the filter lets through. */
  visibleNodes: () => page.view.visible.length,
  /** The IRI of the selected node, or null. */
  selected: () => page.view.selected?.node ?? null,
  /** Where a node stands on the screen, in CSS pixels of the window. */
  position: (iri) => {
    const { x, y } = page.view.network.canvasToDOM(page.view.network.getPosition(iri));
    const box = byId("network").getBoundingClientRect();
    return { x: x + box.left, y: y + box.top };
  },
};
