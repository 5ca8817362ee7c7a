// What was counted for an activity or organisation, as a table in which every row opens its sentence.

import { button, element } from "./dom.js";
import { sentence } from "./graph.js";
import { number, word } from "./words.js";

/** `{ section, facts }`, or null where nothing was counted. */
export function figuresTable(graph, entity, to) {
  const facts = entity.facts
    .filter((fact) => fact.predicate.name === "measured" && fact.subject === entity)
    .sort((a, b) => ((a.qualifiers.of ?? "") < (b.qualifiers.of ?? "") ? -1 : 1));
  if (!facts.length) return null;
  const row = (fact) =>
    element(
      "tr",
      {},
      element("th", { scope: "row", lang: "zh" }, fact.qualifiers.of ?? "–"),
      element("td", { className: "amount" }, fact.object.name),
      element(
        "td",
        {},
        fact.evidence.slice(0, 1).map((evidence) => {
          const { before, text, after } = sentence(evidence);
          return button(
            { className: "source", lang: "zh", title: before + text + after, onclick: () => to.read(evidence) },
            text,
          );
        }),
      ),
    );
  const head = element(
    "tr",
    {},
    ["counts", "value", "sentence"].map((key) => element("th", { scope: "col" }, word(key))),
  );
  const section = element(
    "section",
    {},
    element("h3", {}, word("figures"), element("small", {}, number(facts.length))),
    element("table", { className: "figures" }, element("thead", {}, head), element("tbody", {}, facts.map(row))),
  );
  return { section, facts };
}
