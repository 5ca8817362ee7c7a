// The honour ladder: the awards of a person or body by level and year, who conferred them, who else holds them.

import { element, entityButton, some } from "./dom.js";
import { span } from "./dates.js";
import { bySentence, chips, quotes } from "./quotes.js";
import { label, number, word } from "./words.js";

/** `{ section, facts }`: the ladder and the facts it tells; null for what holds no award. */
export function honourLadder(graph, entity, to) {
  const facts = entity.facts.filter((fact) => fact.predicate.name === "receivedAward" && fact.subject === entity);
  if (!facts.length) return null;
  const year = (fact) => (span(fact.qualifiers.date) ?? fact.object.spans[0])?.[0].slice(0, 4) ?? "";
  const rungs = [...Object.keys(graph.levels), undefined].map((level) => {
    const held = facts.filter(({ object }) => object.attributes.level === level);
    held.sort((a, b) => (year(a) < year(b) ? 1 : year(a) > year(b) ? -1 : a.id - b.id));
    const name = level ? label(graph.levels[level]) : word("noLevel");
    return held.length
      ? element(
          "li",
          { className: "rung" },
          element("h4", {}, name, element("small", {}, number(held.length))),
          some(
            bySentence(held),
            8,
            (group) =>
              element(
                "li",
                {},
                ...group.flatMap((fact) => award(graph, fact, year(fact), entity, to)),
                ...quotes(group[0], to.read),
              ),
            word("showMore"),
          ),
        )
      : null;
  });
  const section = element(
    "section",
    { className: "ladder" },
    element("h3", {}, word("ladder"), element("small", {}, number(facts.length))),
    element("ol", {}, rungs),
  );
  return { section, facts };
}

function award(graph, fact, year, entity, to) {
  const { object } = fact;
  const conferrers = object.facts
    .filter(({ predicate, subject }) => predicate.name === "awardedBy" && subject === object)
    .map((each) => each.object);
  const holders = [
    ...new Set(
      object.facts
        .filter(({ predicate, subject }) => predicate.name === "receivedAward" && subject !== entity)
        .map(({ subject }) => subject),
    ),
  ];
  const line = (key, entities) =>
    entities.length
      ? element(
          "p",
          { className: "with" },
          element("span", {}, word(key) + word("colon")),
          entities.slice(0, 6).map((each) => entityButton(graph, each, to.open)),
          entities.length > 6 ? ` +${number(entities.length - 6)}` : null,
        )
      : null;
  return [
    element(
      "div",
      { className: "ends" },
      year ? element("time", { className: "chip" }, year) : null,
      entityButton(graph, object, to.open),
      chips(fact),
    ),
    line("conferrer", conferrers),
    line("shared", holders),
  ].filter(Boolean);
}
