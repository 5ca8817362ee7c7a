// The table view: what the network shows, as rows to sort and to read without a mouse.

import { button, byId, element, entityButton } from "./dom.js";
import { sentence, titleOf } from "./graph.js";
import { kindOf, sparqlOf } from "./panel.js";
import { factsQuery, tableQuery } from "./queries.js";
import { label, number, word } from "./words.js";

const PAGE = 100;

const COLUMNS = {
  entities: [
    ["name", (entity) => entity.name, (graph, entity, to) => entityButton(graph, entity, to.open)],
    ["type", (entity, graph) => kindOf(graph, entity)],
    ["names", (entity) => entity.names.join(word("comma"))],
    ["links", (entity) => entity.facts.length],
    ["documents", (entity) => entity.documents.length],
    ["dates", (entity) => entity.spans[0]?.[0] ?? ""],
  ],
  facts: [
    ["subject", (fact) => fact.subject.name, (graph, fact, to) => entityButton(graph, fact.subject, to.open)],
    ["predicate", (fact) => label(fact.predicate)],
    ["object", (fact) => fact.object.name, (graph, fact, to) => entityButton(graph, fact.object, to.open)],
    [
      "sentence",
      (fact) => (fact.evidence[0] ? sentence(fact.evidence[0]).text : ""),
      (graph, fact, to) =>
        fact.evidence[0]
          ? button(
              { className: "source", lang: "zh", title: word("readArticle"), onclick: () => to.read(fact.evidence[0]) },
              sentence(fact.evidence[0]).text,
            )
          : "",
    ],
    ["article", (fact) => (fact.documents[0] ? titleOf(fact.documents[0]) : "")],
    ["confidence", (fact) => fact.confidence, (graph, fact) => `${Math.round(fact.confidence * 100)}%`],
  ],
};

/** `show(passing)` fills the table with what passes the filters; a server is asked for the sentences of the rows shown. */
export function tableView(graph, to, served) {
  const sorting = { kind: "entities", entities: ["links", -1], facts: ["confidence", -1] };
  let rows = 0;
  let passing = null;
  let sorted = [];

  function show(passed = passing) {
    if (!passed) return;
    passing = passed;
    const { kind } = sorting;
    const [key, direction] = sorting[kind];
    const value = COLUMNS[kind].find(([name]) => name === key)[1];
    const collator = new Intl.Collator(["zh-Hans-u-co-pinyin"], { numeric: true });
    const keyed = [...passed[kind]].map((item) => [value(item, graph), item]);
    keyed.sort(([a, x], [b, y]) => direction * (typeof a === "number" ? a - b : collator.compare(a, b)) || x.id - y.id);
    sorted = keyed.map(([, item]) => item);
    rows = PAGE;
    fill();
  }
  function fill() {
    const { kind } = sorting;
    const query = kind === "facts" ? factsQuery(graph, sorted.slice(0, rows)) : tableQuery(graph);
    if (kind === "facts" && rows && served && !served.knows([query]))
      served.learn([query]).then(
        () => kind === sorting.kind && fill(),
        () => {}, // rows without sentences are rows all the same
      );
    const [key, direction] = sorting[kind];
    const head = COLUMNS[kind].map(([name]) =>
      element(
        "th",
        { scope: "col", "aria-sort": name !== key ? "none" : direction > 0 ? "ascending" : "descending" },
        button(
          { id: `sort-${name}`, onclick: () => sortBy(name) },
          word(name),
          element("span", { "aria-hidden": "true" }, name !== key ? "" : direction > 0 ? " ↑" : " ↓"),
        ),
      ),
    );
    const body = sorted.slice(0, rows).map((item) =>
      element(
        "tr",
        {},
        COLUMNS[kind].map(([name, value, make], i) =>
          element(
            i ? "td" : "th",
            { ...(i ? {} : { scope: "row" }), lang: ["names", "article"].includes(name) ? "zh" : "" },
            make ? make(graph, item, to) : String(value(item, graph)),
          ),
        ),
      ),
    );
    const kinds = ["entities", "facts"].map((each) =>
      button(
        {
          id: `list-${each}`,
          "aria-pressed": String(each === kind),
          onclick: () => {
            sorting.kind = each;
            show();
            byId(`list-${each}`).focus();
          },
        },
        `${word(each === "entities" ? "tableEntities" : "tableFacts")} ${number(passing[each].size)}`,
      ),
    );
    const more =
      sorted.length > rows
        ? button(
            {
              className: "quiet more",
              onclick: () => {
                rows += PAGE * 2;
                fill();
              },
            },
            `${word("showMore")} (${number(sorted.length - rows)})`,
          )
        : null;
    byId("table").replaceChildren(
      element("div", { className: "kinds", role: "group", "aria-label": word("table") }, kinds),
      element(
        "table",
        { className: "grid" },
        element("caption", { className: "aside" }, word("table")),
        element("thead", {}, element("tr", {}, head)),
        element("tbody", {}, body),
      ),
      ...[more, sparqlOf(query, to)].filter(Boolean),
    );
  }
  function sortBy(name) {
    const [key, direction] = sorting[sorting.kind];
    sorting[sorting.kind] = [
      name,
      name === key ? -direction : ["links", "documents", "confidence"].includes(name) ? -1 : 1,
    ];
    show();
    byId(`sort-${name}`).focus();
  }
  return { show };
}
