// Facts with the sentences that tell them.

import { button, element, entityButton } from "./dom.js";
import { other, sentence, titleOf } from "./graph.js";
import { label, word } from "./words.js";

/** What a fact carries besides its ends: role, date, rank, and whether its subject is left out. */
export function chips(fact) {
  const made = Object.entries(fact.qualifiers).map(([key, value]) => `${word(key) ?? key}${word("colon")}${value}`);
  if (fact.implicit) made.push(word("implicit"));
  return made.map((text) => element("span", { className: "chip" }, text));
}

/** A sentence with the telling words marked, the article's title and date; a click opens the article there. */
export function quote(evidence, read) {
  const { document } = evidence;
  const words = element("p", { lang: "zh" });
  const fill = () => {
    const { before, text, after } = sentence(evidence);
    words.replaceChildren(before, element("mark", {}, text), after);
  };
  fill();
  if (evidence.start === undefined) document.load().then(fill, () => {}); // without its article the words stand alone
  const source = button(
    { className: "source", title: word("readArticle"), onclick: () => read(evidence) },
    titleOf(document),
    document.date ? element("time", {}, ` ${document.date}`) : null,
  );
  const made = element("blockquote", {}, words, element("cite", { lang: "zh" }, source));
  words.onclick = () => {
    if (!String(getSelection())) read(evidence);
  };
  return made;
}

export function quotes(fact, read) {
  const [first, ...rest] = fact.evidence;
  if (!first) return [];
  const more = rest.length
    ? element(
        "details",
        {},
        element("summary", {}, `${word("more")} (${rest.length})`),
      )
    : null;
  more?.addEventListener("toggle", () => more.append(...rest.map((each) => quote(each, read))), { once: true });
  return [quote(first, read), more];
}

const sure = (fact) =>
  element("span", { className: "sure", title: word("confidence") }, `${Math.round(fact.confidence * 100)}%`);

/** Facts in groups that one and the same sentence tells, so that it is shown once. */
export function bySentence(facts) {
  const groups = new Map();
  for (const fact of facts) {
    const [evidence, more] = fact.evidence;
    const { document, words, start, end } = evidence ?? {};
    const key = evidence && !more ? [document.id, words ?? [start, end]].join() : fact;
    groups.set(key, [...(groups.get(key) ?? []), fact]);
  }
  return [...groups.values()];
}

/** Facts that one sentence tells as an entry of a list, seen from `entity`, or from nowhere. */
export const factItem = (graph, facts, entity, to) =>
  element("li", {}, ...facts.map((fact) => head(graph, fact, entity, to)), ...quotes(facts[0], to.read));

function head(graph, fact, entity, { open }) {
  const ends = entity
    ? [entityButton(graph, other(fact, entity), open)]
    : [
        entityButton(graph, fact.subject, open),
        element("span", { className: "verb" }, label(fact.predicate)),
        entityButton(graph, fact.object, open),
      ];
  return element("div", { className: "ends" }, ends, chips(fact), sure(fact));
}
