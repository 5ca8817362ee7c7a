// The graph's RDF in a store inside the page: Oxigraph as WebAssembly, unpacked when it is asked for the first time.

import init, { Store } from "oxigraph/web.js";
import { byId } from "./dom.js";
import { withPrefixes } from "./queries.js";

let ready = null;

const carriesRdf = () => Boolean(byId("rdf").textContent.trim());
const isServed = () => location.protocol.startsWith("http");

/** Whether there is anything to ask: the RDF in the page, or the server that the page came from. */
export const canAsk = () => carriesRdf() || isServed();

/** The store with every article in a graph of its own, and all their triples in the default graph. */
export function store() {
  ready ??= prepare();
  return ready;
}

async function prepare() {
  const [wasm, rdf] = await Promise.all([unpacked("wasm"), unpacked("rdf")]);
  await init({ module_or_path: wasm });
  const made = new Store();
  made.load(rdf, { format: "application/trig", no_transaction: true });
  made.update("INSERT { ?s ?p ?o } WHERE { GRAPH ?article { ?s ?p ?o } }");
  return made;
}

async function unpacked(id) {
  const text = byId(id).textContent.trim();
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Run a query: `{ columns, rows }`, every cell a term or null; throws what is wrong with the query. */
export async function run(text, prefixes) {
  if (!carriesRdf()) return ask(text, prefixes);
  const result = (await store()).query(withPrefixes(text, prefixes));
  if (typeof result === "boolean")
    return { columns: ["boolean"], rows: [[{ termType: "Literal", value: String(result) }]] };
  if (!result.length) return { columns: [], rows: [] };
  if (result[0] instanceof Map) {
    const columns = selected(text, result);
    return { columns, rows: result.map((row) => columns.map((name) => row.get(name) ?? null)) };
  }
  return {
    columns: ["subject", "predicate", "object"],
    rows: result.map(({ subject, predicate, object }) => [subject, predicate, object]),
  };
}

/** Ask the server that the page came from, by the SPARQL 1.1 Protocol; the result is that of `run`. */
export async function ask(text, prefixes) {
  const headers = {
    "content-type": "application/sparql-query",
    accept: "application/sparql-results+json, application/n-triples",
  };
  const response = await fetch("sparql", { method: "POST", headers, body: withPrefixes(text, prefixes) });
  if (!response.ok) throw new Error(await response.text());
  if (response.headers.get("content-type").startsWith("application/n-triples")) return triples(await response.text());
  const { head, boolean, results } = await response.json();
  if (results === undefined) return { columns: ["boolean"], rows: [[{ termType: "Literal", value: String(boolean) }]] };
  const kinds = { uri: "NamedNode", bnode: "BlankNode", literal: "Literal" };
  const term = (cell) => cell && { termType: kinds[cell.type], value: cell.value, language: cell["xml:lang"] };
  return { columns: head.vars, rows: results.bindings.map((row) => head.vars.map((name) => term(row[name]) ?? null)) };
}

// What CONSTRUCT and DESCRIBE give, one triple a line.
function triples(text) {
  const terms = /<([^>]*)>|_:(\S+)|"((?:[^"\\]|\\.)*)"(?:@([\w-]+)|\^\^<[^>]*>)?/g;
  const row = (line) =>
    [...line.matchAll(terms)].slice(0, 3).map(([, iri, blank, literal, language]) => {
      if (iri !== undefined) return { termType: "NamedNode", value: iri };
      if (blank !== undefined) return { termType: "BlankNode", value: blank };
      return { termType: "Literal", value: JSON.parse(`"${literal}"`), language };
    });
  const lines = text.split("\n").filter((line) => line.endsWith("."));
  return { columns: ["subject", "predicate", "object"], rows: lines.map(row) };
}

// Rows leave out open variables: the columns are those of any row, in the order in which the query names them.
function selected(text, rows) {
  const names = new Set(rows.flatMap((row) => [...row.keys()]));
  const place = (name) => {
    const at = text.search(new RegExp(`[?$]${name}\\b`));
    return at < 0 ? Infinity : at;
  };
  const head = /SELECT([^{]*)/i.exec(text)?.[1] ?? "";
  const order = (name) => {
    const at = head.search(new RegExp(`[?$]${name}\\b(?!.*AS\\s+[?$]${name}\\b)`));
    return at < 0 ? place(name) : at;
  };
  return [...names].sort((a, b) => order(a) - order(b) || (a < b ? -1 : 1));
}
