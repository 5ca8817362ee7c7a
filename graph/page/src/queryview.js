// The query view: examples, the editor, and results whose names select what they name.

import { button, byId, download, element, entityButton } from "./dom.js";
import { sparqlEditor } from "./editor.js";
import { filled } from "./queries.js";
import { canAsk, run } from "./sparql.js";
import { currentLanguage, number, word } from "./words.js";

const MOST = 300; // rows shown; a file holds all

export function queryView(graph, to) {
  let editor = null;
  let asked = false;
  let last = null; // what the results show, so that they can be shown again in the other language

  /** A named query as it stands in the editor; its parameters stand for the entity looked at, or the best known. */
  const example = (query, entity) =>
    filled(query.text, Object.fromEntries(query.parameters.map((name) => [name, entity.name])));

  function open(state) {
    if (!editor) {
      const terms = [
        ...graph.predicates.map(({ iri }) => iri),
        "skos:prefLabel",
        "skos:altLabel",
        "rdf:subject",
        "rdf:predicate",
        "rdf:object",
        "gx:Fact",
        "gx:confidence",
        "gx:implicit",
        "gx:level",
        "oa:hasBody",
        "oa:hasTarget",
        "oa:exact",
        "schema:headline",
        "foaf:Person",
        "org:Organization",
        "schema:Event",
        "vivo:Award",
      ];
      editor = sparqlEditor(byId("editor"), word("editor"), terms, answer);
      byId("example").onchange = ({ target }) => choose(graph.queries.find(({ name }) => name === target.value));
      byId("run").onclick = answer;
      byId("csv").onclick = () => last && download(new Blob([csv(last)], { type: "text/csv" }), "guanxi.csv");
    }
    byId("example").entity = state.node ??
      [...graph.entities].sort((a, b) => b.facts.length - a.facts.length)[0] ?? { name: "" };
    if (!editor.text())
      editor.setText(
        graph.queries.find(({ name }) => name === "honours")?.text ?? "SELECT * WHERE { ?s ?p ?o } LIMIT 10",
      );
  }

  function choose(query) {
    if (!query) return;
    byId("example").value = query.name;
    editor.setText(example(query, byId("example").entity));
    answer();
  }
  /** The named queries to choose from, until something is asked. */
  function offer() {
    const language = currentLanguage() === "zh" ? 0 : 1;
    const offered = graph.queries.map((query) =>
      element(
        "li",
        {},
        button({ className: "entity", onclick: () => choose(query) }, query.title[language]),
        element("p", { className: "hint" }, query.about[language]),
      ),
    );
    byId("results").replaceChildren(
      element("p", { className: "hint" }, word("ready")),
      element("ul", { className: "offered" }, offered),
    );
  }

  async function answer() {
    asked = true;
    const results = byId("results");
    last = null;
    if (!canAsk()) return results.replaceChildren(element("p", { className: "hint" }, word("noRdf")));
    results.replaceChildren(element("p", { className: "hint" }, word("loading")));
    await new Promise((resolve) => {
      setTimeout(resolve);
    }); // let the words above be seen
    try {
      last = await run(editor.text(), graph.prefixes);
    } catch (error) {
      return results.replaceChildren(
        element("p", { className: "wrong", role: "alert" }, word("wrong"), String(error.message ?? error)),
      );
    }
    return show();
  }

  /** The entities that a row names: by IRI, or by a name that is theirs. */
  const meant = (cell) => {
    if (!cell) return [];
    if (cell.termType === "NamedNode") return [graph.entityOf(cell.value)].filter(Boolean);
    return cell.termType === "Literal" ? graph.named(cell.value) : [];
  };
  function show() {
    if (!last) return;
    const { columns, rows } = last;
    const shown = rows.slice(0, MOST);
    const head = element(
      "tr",
      {},
      element("th", { scope: "col" }, word("row")),
      columns.map((name) => element("th", { scope: "col", lang: "en" }, name)),
    );
    const all = new Set(shown.flatMap((row) => row.flatMap((cell) => meant(cell).slice(0, 1))));
    const note = element(
      "p",
      { className: "hint", role: "status" },
      `${number(rows.length)} ${word("results")}`,
      rows.length > MOST ? ` · ${word("shownOf")} ${MOST}` : null,
      all.size ? button({ className: "quiet", onclick: () => to.pick([...all].slice(0, 200)) }, word("showRow")) : null,
    );
    byId("results").replaceChildren(
      note,
      element("table", { className: "grid" }, element("thead", {}, head), element("tbody", {}, shown.map(rowOf))),
    );
  }
  function rowOf(row, i) {
    const found = [...new Set(row.flatMap((cell) => meant(cell).slice(0, 1)))];
    const mark = found.length
      ? button({ className: "quiet", title: word("showRow"), onclick: () => to.pick(found) }, String(i + 1))
      : String(i + 1);
    return element(
      "tr",
      {},
      element("td", {}, mark),
      row.map((cell) => element("td", cell?.language ? { lang: cell.language } : {}, content(cell))),
    );
  }
  function content(cell) {
    const [entity] = meant(cell);
    if (entity) return entityButton(graph, entity, to.open);
    const document = cell && graph.documents.find(({ name, title }) => name === cell.value || title === cell.value);
    if (document) return button({ className: "source", onclick: () => to.read({ document }) }, cell.value);
    return cell ? cell.value : "";
  }
  return {
    open,
    sayWords() {
      const chosen = byId("example").value;
      const none = element("option", { value: "" }, word("examples"));
      byId("example").replaceChildren(
        none,
        ...graph.queries.map(({ name, title }) =>
          element("option", { value: name }, title[currentLanguage() === "zh" ? 0 : 1]),
        ),
      );
      byId("example").value = chosen;
      if (asked) show();
      else offer();
    },
    /** Put a text into the editor and run it. */
    ask(text, state) {
      open(state);
      byId("example").value = "";
      editor.setText(text);
      return answer();
    },
  };
}

/** Results as CSV after the W3C recommendation for SPARQL results. */
export function csv({ columns, rows }) {
  const cell = (text) => (/[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text);
  return [columns, ...rows.map((row) => row.map((each) => each?.value ?? ""))]
    .map((row) => `${row.map(cell).join(",")}\r\n`)
    .join("");
}
