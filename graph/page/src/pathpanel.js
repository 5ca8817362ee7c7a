// Choosing two entities and reading the shortest paths between them, each step with its sentence.

import { entityField } from "./combobox.js";
import { button, element, entityButton } from "./dom.js";
import { shortestPaths } from "./paths.js";
import { factsQuery, pathQuery } from "./queries.js";
import { chips, quotes } from "./quotes.js";
import { sparqlOf } from "./panel.js";
import { label, number, word } from "./words.js";

export function pathPanel(graph, [start, end], to) {
  const from = entityField(graph, "path-from", word("pathFrom"), start, () => find());
  const until = entityField(graph, "path-to", word("pathTo"), end, () => find());
  const find = () => from.value() && until.value() && to.route(from.value(), until.value());
  const form = element(
    "form",
    {
      className: "path",
      onsubmit: (event) => {
        event.preventDefault();
        find();
      },
    },
    from.field,
    until.field,
    button({ type: "submit", className: "primary" }, word("pathFind")),
  );
  return [element("h2", { tabIndex: -1 }, word("path")), form, ...(start && end ? found(graph, start, end, to) : [])];
}

function found(graph, start, end, to) {
  if (start === end) return [element("p", { className: "hint" }, word("pathSame"))];
  const paths = shortestPaths(start, end);
  if (!paths.length) return [element("p", { className: "hint" }, word("pathNone"))];
  const routes = paths.map((path, i) =>
    element(
      "section",
      { className: "route" },
      element(
        "h3",
        {},
        `${word("route")} ${i + 1}`,
        element("small", {}, `${number(path.length)} ${word("pathLength")}`),
      ),
      element(
        "ol",
        {},
        path.map((step) => stepItem(graph, step, to)),
      ),
    ),
  );
  const asked = paths.flatMap((path) => path.map(({ fact }) => fact));
  return [
    ...routes,
    sparqlOf(pathQuery(start, end, paths[0].length), to),
    graph.edition && asked.length ? sparqlOf(factsQuery(graph, asked), to) : null,
  ];
}

function stepItem(graph, { from, fact, to: next }, to) {
  const verb = element(
    "span",
    { className: "verb" },
    fact.subject === from ? `${label(fact.predicate)} →` : `← ${label(fact.predicate)}`,
  );
  return element(
    "li",
    {},
    element(
      "div",
      { className: "ends" },
      entityButton(graph, from, to.open),
      verb,
      entityButton(graph, next, to.open),
      chips(fact),
    ),
    quotes(fact, to.read),
  );
}
