// The page: one state, told by the address; every change of it goes through `update` and is shown by `render`.

import { readAddress, writeAddress } from "./address.js";
import { combobox } from "./combobox.js";
import { button, byId, element, swatch } from "./dom.js";
import { drawNetwork } from "./drawing.js";
import { savePng, saveSvg } from "./exporting.js";
import { filterForm } from "./filterform.js";
import { NO_FILTER, isFiltered, passing } from "./filters.js";
import { MOST, fold } from "./fold.js";
import { fillFrame, near, readGraph } from "./graph.js";
import { panelContent, tooltip } from "./panel.js";
import { shortestPaths } from "./paths.js";
import { queryView } from "./queryview.js";
import { server } from "./served.js";
import { tableView } from "./table.js";
import { timeline } from "./timeline.js";
import { WORDS, label, number, setLanguage, word } from "./words.js";

const graph = readGraph();
fillFrame(graph, byId("picture").clientWidth, byId("picture").clientHeight);
const served = server(graph);
const NOTHING = { node: null, pair: null, path: null, read: null, at: null, picked: new Set() };
const opened = new Set(); // communities unfolded by clicks
let state = readAddress(graph, location.hash);
let passed = null;

const to = {
  open: (entity) => update({ ...NOTHING, node: entity }),
  pair: (a, b) => update({ ...NOTHING, pair: [a, b] }),
  read: async (evidence) => {
    const { document } = evidence;
    if (document.text === null) await document.load().catch(() => {}); // the panel tells what is missing
    update({ read: document, at: evidence.end ? [evidence.start, evidence.end] : null });
  },
  path: (start) => update({ ...NOTHING, path: [start, null] }),
  route: (start, end) => update({ ...NOTHING, path: [start, end] }),
  pick: (entities) => update({ ...NOTHING, picked: new Set(entities), view: "network" }, { fit: true }),
  ask: (text) => {
    update({ view: "query" });
    queries.ask(text, state);
  },
};
const view = drawNetwork(graph, {
  node: (entity) => update({ ...NOTHING, node: entity }, { move: false }),
  line: (facts) => update({ ...NOTHING, pair: [facts[0].subject, facts[0].object] }, { move: false }),
  fold: ({ community, members }) => {
    opened.add(community);
    draw();
    view.fit(members.slice(0, 60));
  },
  nothing: () => (state.node || state.pair || state.picked.size ? update(NOTHING, { move: false }) : null),
  hover,
});
const table = tableView(graph, to, served);
const queries = queryView(graph, to);
const filters = filterForm(graph, (patch) => update(patch, { replace: true }));
const times = timeline(graph, (from, until) => update({ from, to: until }, { replace: true }));

/** Change the state; the address follows. `replace`: no new entry in the history; `move`: bring what is chosen into view. */
function update(patch, { replace = false, move = true, fit = false } = {}) {
  const before = state;
  state = { ...state, ...patch };
  for (const entity of [state.node, ...(state.pair ?? [])])
    if (entity && !state.types.has(entity.type)) state.types = new Set([...state.types, entity.type]);
  const address = writeAddress(graph, state);
  if (address !== (location.hash || "#")) history[replace ? "replaceState" : "pushState"](null, "", address);
  render(before, { move, fit });
}

const changed = (before, ...keys) => !before || keys.some((key) => before[key] !== state[key]);
const FILTERS = ["types", ...Object.keys(NO_FILTER)];
const SELECTION = ["node", "pair", "path", "read", "at", "picked"];

function render(before, { move = true, fit = false } = {}) {
  const language = changed(before, "lang");
  if (language) sayWords();
  const filtered = changed(before, ...FILTERS);
  if (filtered) passed = passing(graph, state);
  if (filtered || changed(before, ...SELECTION)) draw(filtered && before && isFiltered(state));
  if (changed(before, "view")) showView();
  if (filtered || language) {
    legend();
    filters.show(state);
    times.show(state);
  }
  if (state.view === "table" && (filtered || language || changed(before, "view"))) table.show(passed);
  if (language || filtered || changed(before, ...SELECTION)) {
    fillPanel(before && !changed(before, ...SELECTION));
    if (served) askServer();
  }
  if (before && changed(before, ...SELECTION)) {
    if (state.node && move && changed(before, "node") && state.view === "network") view.focus(state.node, near(state.node));
    if (fit || (state.path?.[1] && changed(before, "path"))) view.fit(selection());
    if (move && !(state.path && !state.path[1])) arrive();
  } else if (before && changed(before, "view") && state.view === "network" && state.node) view.focus(state.node, near(state.node));
  if (changed(before, "read", "at")) byId("panel").querySelector(".article mark")?.scrollIntoView({ block: "center" });
}

function fillPanel(keepsPlace, note = served?.hasChanged() ? word("outdated") : null) {
  const panel = byId("panel");
  const [place, focused] = [keepsPlace ? panel.scrollTop : 0, panel.querySelector("h2") === document.activeElement];
  const content = [
    isSelected() ? back() : null,
    note ? element("p", { className: "hint", role: "status" }, note) : null,
    ...panelContent(graph, state, to),
  ];
  panel.replaceChildren(...content.flat().filter(Boolean));
  panel.scrollTop = place;
  if (keepsPlace && focused) panel.querySelector("h2")?.focus({ preventScroll: true });
}

// Shows what is known, and again when the server has told the rest.
async function askServer() {
  const [asked, queries] = [state, served.queries(state)];
  const missing = state.read && state.read.text === null;
  if (served.knows(queries) && !missing) return;
  fillPanel(true, word("asking"));
  let note;
  try {
    await Promise.all([served.learn(queries), missing ? asked.read.load() : null]);
  } catch {
    note = word("unanswered");
  }
  if (SELECTION.some((key) => asked[key] !== state[key])) return;
  fillPanel(true, note);
  if (asked.read) byId("panel").querySelector(".article mark")?.scrollIntoView({ block: "center" });
}

const isSelected = () => state.node || state.pair || state.path || state.read || state.picked.size;
function back() {
  const within = state.read && (state.node || state.pair || state.path);
  const where = within ? (state.node?.name ?? word(state.pair ? "pair" : "path")) : word("back");
  return button({ className: "back", onclick: () => update(within ? { read: null, at: null } : NOTHING) }, "← ", where);
}

// Whoever chose something elsewhere reads on in the panel: the keyboard goes there, and a narrow screen scrolls there.
function arrive() {
  const heading = byId("panel").querySelector("h2");
  const narrow = matchMedia("(max-width: 760px)").matches;
  heading?.focus({ preventScroll: true });
  if (narrow && isSelected()) byId("panel").scrollIntoView({ block: "start" });
}

/** The entities that the picture brings out. */
function selection() {
  if (state.path?.every(Boolean))
    return new Set(shortestPaths(...state.path).flatMap((path) => path.flatMap(({ from, to: next }) => [from, next])));
  if (state.node) return near(state.node);
  if (state.pair) return new Set(state.pair);
  if (state.picked.size) return state.picked;
  return state.read ? new Set(state.read.facts.flatMap((fact) => [fact.subject, fact.object])) : null;
}

function draw(fit = false) {
  const chosen = selection();
  const few = [...(chosen ?? [])]
    .sort((a, b) => (b === state.node) - (a === state.node) || b.facts.length - a.facts.length)
    .slice(0, 400);
  view.show(fold(passed.entities, passed.facts, opened, few));
  view.emphasise(chosen, state.node);
  const folded = passed.entities.size > MOST;
  byId("folded").hidden = !folded;
  byId("refold").hidden = !folded || !opened.size;
  if (fit) view.fit();
}

function showView() {
  for (const name of ["network", "table", "query"]) {
    byId(`view-${name}`).hidden = state.view !== name;
    byId(`show-${name}`).setAttribute("aria-pressed", String(state.view === name));
  }
  if (state.view === "network") view.network.redraw();
  if (state.view === "query") queries.open(state);
}

function legend() {
  const counts = {};
  for (const { type } of graph.entities) counts[type] = (counts[type] ?? 0) + 1;
  const focused = document.activeElement?.id;
  byId("types").replaceChildren(
    ...Object.entries(graph.types)
      .filter(([name]) => counts[name])
      .map(([name, type]) => {
        const change = ({ target }) => {
          const types = new Set(state.types);
          if (target.checked) types.add(name);
          else types.delete(name);
          update({ types }, { replace: true });
        };
        const input = element("input", {
          type: "checkbox",
          id: `type-${name}`,
          checked: state.types.has(name),
          onchange: change,
        });
        return element("label", {}, input, swatch(type), label(type), element("small", {}, number(counts[name])));
      }),
  );
  if (focused?.startsWith("type-")) byId(focused)?.focus();
}

function hover(thing, place) {
  const tip = byId("tip");
  tip.hidden = !thing;
  if (!thing) return;
  tip.replaceChildren(...tooltip(graph, thing).filter(Boolean));
  const { clientWidth, clientHeight } = byId("picture");
  tip.style.left = `${Math.max(8, Math.min(place.x + 14, clientWidth - tip.offsetWidth - 8))}px`;
  tip.style.top = `${Math.max(8, Math.min(place.y + 14, clientHeight - tip.offsetHeight - 8))}px`;
}

function sayWords() {
  setLanguage(state.lang);
  document.documentElement.lang = state.lang === "zh" ? "zh-CN" : "en";
  for (const each of document.querySelectorAll("[data-word]")) each.textContent = word(each.dataset.word);
  for (const each of document.querySelectorAll("[data-name]")) {
    each.setAttribute("aria-label", word(each.dataset.name));
    if (each.tagName === "BUTTON") each.title = word(each.dataset.name);
  }
  byId("query").placeholder = word("search");
  byId("language").textContent = word("language");
  byId("language").title = word("languageName");
  byId("language").lang = state.lang === "zh" ? "en" : "zh-CN";
  const counted = [
    [graph.documents, "articles"],
    [graph.entities, "entities"],
    [graph.facts, "facts"],
  ];
  byId("counts").textContent = counted.map(([some, key]) => `${number(some.length)} ${word(key)}`).join(" · ");
  if (served) byId("about").textContent = word("aboutServed");
  queries.sayWords();
}

function start() {
  combobox(graph, byId("query"), byId("hits"), (entity) => setTimeout(() => to.open(entity)));
  byId("zoom-in").onclick = () => view.zoom(1.5);
  byId("zoom-out").onclick = () => view.zoom(1 / 1.5);
  byId("zoom-fit").onclick = () => view.fit();
  byId("refold").onclick = () => {
    opened.clear();
    draw(true);
  };
  byId("full").onclick = () =>
    document.fullscreenElement ? document.exitFullscreen() : byId("stage").requestFullscreen();
  byId("png").onclick = () => savePng(view);
  byId("svg").onclick = () => saveSvg(view);
  byId("paths").onclick = () => {
    update({ ...NOTHING, path: [state.node, null] });
    byId(state.path[0] ? "path-to" : "path-from").focus();
  };
  byId("language").onclick = () => update({ lang: state.lang === "zh" ? "en" : "zh" }, { replace: true });
  for (const name of ["network", "table", "query"]) byId(`show-${name}`).onclick = () => update({ view: name });
  // The legend folds on a narrow screen, where the picture needs the room.
  byId("legend").open = !matchMedia("(max-width: 760px)").matches;
  for (const menu of document.querySelectorAll("details.menu")) {
    menu.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        menu.open = false;
        menu.querySelector("summary").focus();
      }
    });
    document.addEventListener("pointerdown", ({ target }) => {
      if (!menu.contains(target)) menu.open = false;
    });
  }
  window.addEventListener("popstate", () => {
    const before = state;
    state = readAddress(graph, location.hash);
    render(before);
  });
  render(null);
  const canvas = document.querySelector("#network canvas");
  canvas?.setAttribute("role", "img");
  canvas?.setAttribute("data-name", "picture");
  canvas?.setAttribute("aria-label", word("picture"));
  view.network.fit({ maxZoomLevel: 1.3 });
  if (state.node) view.focus(state.node, near(state.node));
  else if (selection()) view.fit(selection());
}

start();

// A small hook for tests and for people at the console.
window.guanxi = {
  WORDS,
  /** How many nodes are drawn, folds included. */
  drawn: () => view.items.size,
  /** How many entities the filters let through. */
  visible: () => passed.entities.size,
  /** The IRI of the selected entity, or null. */
  selected: () => state.node?.iri ?? null,
  /** The IRIs brought out in the picture. */
  emphasised: () => [...(view.emphasis ?? [])].map((id) => view.items.get(id)?.entity?.iri ?? id).sort(),
  /** The community numbers of the folds that are drawn. */
  folds: () => [...view.items.values()].filter((item) => item.fold).map((item) => item.fold.community),
  /** Where a node stands on the screen, in CSS pixels of the window; by IRI, or `fold-` and a community. */
  position: (key) => {
    const entity = graph.entityOf(key);
    const id = entity ? view.endOf(entity) : key;
    const { x, y } = view.network.canvasToDOM(view.network.getPosition(id));
    const box = byId("network").getBoundingClientRect();
    return { x: x + box.left, y: y + box.top };
  },
  /** Run a query in the query view. */
  ask: to.ask,
  /** The vis-network that draws. */
  network: view.network,
};
