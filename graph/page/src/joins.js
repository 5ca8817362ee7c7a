// Why several names, or one name in several articles, are one entity.

import { element, some } from "./dom.js";
import { bySentence, factItem } from "./quotes.js";
import { word } from "./words.js";

const isShortened = (form, name) => {
  let at = -1;
  return [...form].every((character) => (at = name.indexOf(character, at + 1)) >= 0);
};

/** A foldable section, or null where there is nothing to explain. */
export function joinReasons(graph, entity, to) {
  const { name, names, join } = entity;
  if (!names.length && !join) return null;
  const forms = names.map((form) =>
    element(
      "li",
      {},
      element("b", { lang: "zh" }, form),
      ` – ${word(isShortened(form, name) ? "joinPart" : "joinOther")}`,
    ),
  );
  const [reason, shared] = join ?? [];
  const across = reason
    ? element("p", {}, word({ alone: "joinAlone", value: "joinValue", shared: "joinShared", name: "joinName" }[reason]))
    : null;
  const facts =
    reason === "shared"
      ? some(
          bySentence(shared.map((id) => graph.facts[id])),
          3,
          (facts) => factItem(graph, facts, entity, to),
          word("showMore"),
        )
      : null;
  return element(
    "details",
    { className: "joins" },
    element("summary", {}, word("joined")),
    element("ul", {}, forms),
    across,
    facts,
  );
}
