// An article in full, with every entity in the colour of its type and the words that show a fact marked.

import { element, some } from "./dom.js";
import { titleOf } from "./graph.js";
import { bySentence, factItem } from "./quotes.js";
import { label, number, word } from "./words.js";

/** The text cut at mentions and at the marked words: `{ text, entity, marked }`; of mentions in one another the longest. Pure. */
export function segments(text, mentions, [from, to] = [0, 0]) {
  const spans = [];
  for (let i = 0; i < mentions.length; i += 3) spans.push([mentions[i], mentions[i + 1], mentions[i + 2]]);
  spans.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  const cuts = [];
  let at = 0;
  for (const [start, end, entity] of spans) {
    if (start < at) continue;
    if (start > at) cuts.push([at, start, null]);
    cuts.push([start, end, entity]);
    at = end;
  }
  if (at < text.length) cuts.push([at, text.length, null]);
  const made = [];
  for (const [start, end, entity] of cuts) {
    const edges = [start, ...[from, to].filter((edge) => edge > start && edge < end), end];
    for (let i = 0; i + 1 < edges.length; i += 1) {
      made.push({ text: text.slice(edges[i], edges[i + 1]), entity, marked: edges[i] >= from && edges[i + 1] <= to });
    }
  }
  return made;
}

export function articlePanel(graph, document, at, to, sparql) {
  const body = element("div", { className: "article", lang: "zh" });
  const pieces = document.text === null ? [] : segments(document.text, document.mentions, at ?? undefined);
  let paragraph = element("p");
  for (const { text, entity, marked } of pieces) {
    text.split("\n").forEach((part, i) => {
      if (i) {
        body.append(paragraph);
        paragraph = element("p");
      }
      if (part) paragraph.append(piece(graph, part, graph.entities[entity], marked, to));
    });
  }
  body.append(paragraph);
  return [
    element("p", { className: "type" }, word("article"), document.date ? ` · ${document.date}` : null),
    element("h2", { tabIndex: -1, lang: "zh" }, titleOf(document)),
    element("p", { className: "about" }, element("span", { lang: "en" }, document.name)),
    body,
    element(
      "details",
      {},
      element("summary", {}, `${word("articleFacts")} (${number(document.facts.length)})`),
      some(bySentence(document.facts), 15, (facts) => factItem(graph, facts, null, to), word("showMore")),
    ),
    sparql,
  ];
}

function piece(graph, text, entity, marked, to) {
  const type = entity && graph.types[entity.type];
  const open = (event) => {
    event.preventDefault();
    to.open(entity);
  };
  const inner = entity
    ? element(
        "a",
        {
          className: "named",
          href: `#node=${encodeURIComponent(entity.iri)}`,
          title: `${label(type)}${word("colon")}${entity.name}`,
          onclick: open,
        },
        text,
      )
    : text;
  if (entity) {
    inner.style.borderBottomColor = type.color;
    inner.style.backgroundColor = `${type.color}14`;
  }
  return marked ? element("mark", {}, inner) : inner;
}
