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

/** A fact as an entry of a list, seen from `entity`, or from nowhere. */
export function factItem(graph, fact, entity, { open, read }) {
  const ends = entity
    ? [entityButton(graph, other(fact, entity), open)]
    : [
        entityButton(graph, fact.subject, open),
        element("span", { className: "verb" }, label(fact.predicate)),
        entityButton(graph, fact.object, open),
      ];
  return element("li", {}, element("div", { className: "ends" }, ends, chips(fact), sure(fact)), quotes(fact, read));
}
