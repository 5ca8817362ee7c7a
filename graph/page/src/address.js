// The state of the page in its address: what is selected, filtered and viewed can be bookmarked and sent.

import { NO_FILTER } from "./filters.js";

const VIEWS = ["network", "table", "query"];

/** The state that an address tells; what it tells of nothing that is there falls away. */
export function readAddress(graph, hash) {
  let told;
  try {
    decodeURIComponent(hash.replace(/\+/g, " ")); // refuses half a character
    told = new URLSearchParams(hash.replace(/^#/, ""));
  } catch {
    told = new URLSearchParams();
  }
  const text = (key) => told.get(key) ?? "";
  const entity = (iri) => graph.entityOf(iri);
  const two = (key) => {
    const found = text(key).split("|").map(entity);
    return found.length === 2 && found.every(Boolean) ? found : null;
  };
  const types = text("types")
    .split(",")
    .filter((type) => Object.hasOwn(graph.types, type));
  const day = (key) => (/^\d{4}-\d{2}-\d{2}$/.test(text(key)) ? text(key) : "");
  const [start, end] = text("at").split("-").map(Number);
  return {
    ...NO_FILTER,
    view: VIEWS.includes(text("view")) ? text("view") : "network",
    lang: text("lang") === "en" ? "en" : "zh",
    node: entity(text("node")),
    pair: two("pair"),
    path: text("path") === "" ? null : text("path").split("|").concat("", "").slice(0, 2).map(entity),
    read: graph.documentOf(text("read")),
    at: start >= 0 && end > start ? [start, end] : null,
    picked: new Set(text("pick").split("|").map(entity).filter(Boolean)),
    types: new Set(told.has("types") ? types : Object.keys(graph.types).filter((type) => graph.types[type].shown)),
    article: graph.documentOf(text("article"))?.name ?? "",
    level: Object.hasOwn(graph.levels, text("level")) ? text("level") : "",
    role: text("role"),
    told: ["explicit", "left"].includes(text("told")) ? text("told") : "",
    sure: Math.min(1, Math.max(0, Number(text("sure")) || 0)),
    from: day("from"),
    to: day("to"),
  };
}

/** The address of a state: only what differs from how the page opens. */
export function writeAddress(graph, state) {
  const told = new URLSearchParams();
  const iris = (entities) => entities.map((entity) => entity?.iri ?? "").join("|");
  if (state.view !== "network") told.set("view", state.view);
  if (state.lang !== "zh") told.set("lang", state.lang);
  if (state.node) told.set("node", state.node.iri);
  if (state.pair) told.set("pair", iris(state.pair));
  if (state.path) told.set("path", iris(state.path));
  if (state.read) told.set("read", state.read.name);
  if (state.at) told.set("at", state.at.join("-"));
  if (state.picked.size) told.set("pick", iris([...state.picked]));
  const types = Object.keys(graph.types).filter((type) => state.types.has(type));
  if (
    types.join() !==
    Object.keys(graph.types)
      .filter((type) => graph.types[type].shown)
      .join()
  )
    told.set("types", types.join(","));
  for (const [key, value] of Object.entries(NO_FILTER)) if (state[key] !== value) told.set(key, state[key]);
  return `#${told}`;
}
