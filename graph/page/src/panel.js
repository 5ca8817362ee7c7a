// The reading panel: an entity, the facts between two, an article, paths, or the overview.

import { articlePanel } from "./article.js";
import { button, element, entityButton, some, swatch } from "./dom.js";
import { figuresTable } from "./figures.js";
import { other, sentence, titleOf } from "./graph.js";
import { joinReasons } from "./joins.js";
import { honourLadder } from "./ladder.js";
import { pathPanel } from "./pathpanel.js";
import { articleQuery, entityQuery, filterQuery, pairQuery } from "./queries.js";
import { bySentence, chips, factItem } from "./quotes.js";
import { label, number, word } from "./words.js";

/** The content of the panel for the state of the page; `to` holds what its buttons call. */
export function panelContent(graph, state, to) {
  if (state.read) return articlePanel(graph, state.read, state.at, to, sparqlOf(articleQuery(graph, state.read), to));
  if (state.path) return pathPanel(graph, state.path, to);
  if (state.node) return entityPanel(graph, state.node, to);
  if (state.pair) return pairPanel(graph, state.pair, to);
  return overviewPanel(graph, state, to);
}

/** The query that answers what is shown, ready to be opened. */
export function sparqlOf(text, to) {
  const open = button({ className: "quiet", onclick: () => to.ask(text) }, word("openQuery"));
  return element(
    "details",
    { className: "sparql" },
    element("summary", {}, word("sparql")),
    element("pre", { tabIndex: 0 }, text),
    open,
  );
}

/** The kind of an entity in words: its type, and what its name tells besides. */
export function kindOf(graph, { type, attributes }) {
  const kind = type === "Organization" ? graph.organizationKinds[attributes.kind] : graph.awardKinds[attributes.kind];
  const level = graph.levels[attributes.level];
  return [label(graph.types[type]), level && label(level), kind && label(kind)].filter(Boolean).join(" · ");
}

function entityPanel(graph, entity, to) {
  const { name, type, names, mentions, documents, spans } = entity;
  const ladder = honourLadder(graph, entity, to);
  const figures = figuresTable(graph, entity, to);
  const told = new Set([...(ladder?.facts ?? []), ...(figures?.facts ?? [])]);
  const about = (key, ...value) => element("p", { className: "about" }, element("b", {}, word(key)), value);
  const date = spans.length
    ? [...new Set(spans.map(([a, b]) => (a === b ? a : `${a} – ${b}`)))].slice(0, 3).join(word("comma"))
    : null;
  return [
    element("p", { className: "type" }, swatch(graph.types[type]), kindOf(graph, entity)),
    element("h2", { tabIndex: -1, lang: "zh" }, name),
    names.length ? about("names", element("span", { lang: "zh" }, names.join(word("comma")))) : null,
    date && type !== "Date" ? about("dates", date) : null,
    about("mentions", `${number(mentions)} ${word("times")} · ${number(documents.length)} ${word("articles")}`),
    glance(graph, entity, to),
    element(
      "p",
      { className: "actions" },
      button({ className: "quiet", onclick: () => to.path(entity) }, word("pathHere")),
    ),
    entity.facts.length ? null : element("p", { className: "hint" }, word("alone")),
    ladder?.section,
    ...factGroups(graph, entity, told, to),
    figures?.section,
    joinReasons(graph, entity, to),
    element(
      "details",
      {},
      element("summary", {}, `${word("sources")} (${number(documents.length)})`),
      element(
        "ul",
        { className: "sources" },
        documents.map((document) =>
          element(
            "li",
            { lang: "zh" },
            button(
              { className: "source", onclick: () => to.read({ document }) },
              titleOf(document),
              document.date ? element("time", {}, ` ${document.date}`) : null,
            ),
          ),
        ),
      ),
    ),
    sparqlOf(entityQuery(graph, entity), to),
  ];
}

// What is known of an entity in a few lines; the sentences stand below.
function glance(graph, entity, to) {
  const groups = grouped(graph, entity.facts, entity);
  if (entity.facts.length < 3) return null;
  return element(
    "dl",
    { className: "glance" },
    [...groups].flatMap(([title, facts]) => {
      const others = [...new Set(facts.map((fact) => other(fact, entity)))];
      const shown = others.slice(0, 5).map((each) => {
        const roles = new Set(facts.filter((fact) => other(fact, entity) === each).map(({ qualifiers }) => qualifiers.role));
        const posts = [...roles].filter(Boolean).slice(0, 2).join(word("comma"));
        return element(
          "span",
          {},
          entityButton(graph, each, to.open),
          posts ? element("small", { lang: "zh" }, posts) : null,
        );
      });
      return [
        element("dt", {}, title),
        element("dd", {}, shown, others.length > 5 ? element("small", {}, `+${number(others.length - 5)}`) : null),
      ];
    }),
  );
}

// Facts by predicate and direction, those that lead away first, in the order of the schema.
function grouped(graph, facts, entity) {
  const order = new Map(graph.predicates.map(({ name }, i) => [name, i]));
  const forward = (fact) => fact.subject === entity;
  const sorted = [...facts].sort(
    (a, b) =>
      forward(b) - forward(a) ||
      order.get(a.predicate.name) - order.get(b.predicate.name) ||
      b.confidence - a.confidence ||
      a.id - b.id,
  );
  const groups = new Map();
  for (const fact of sorted) {
    const text = label(fact.predicate);
    const title = fact.predicate.symmetric ? text : forward(fact) ? `${text} →` : `← ${text}`;
    groups.set(title, [...(groups.get(title) ?? []), fact]);
  }
  return groups;
}

function factGroups(graph, entity, told, to) {
  const groups = grouped(
    graph,
    entity.facts.filter((fact) => !told.has(fact)),
    entity,
  );
  return [...groups].map(([title, facts]) =>
    element(
      "section",
      {},
      element("h3", {}, title, element("small", {}, number(facts.length))),
      some(bySentence(facts), 12, (group) => factItem(graph, group, entity, to), word("showMore")),
    ),
  );
}

function pairPanel(graph, [a, b], to) {
  const facts = graph.between(a, b);
  return [
    element("h2", { tabIndex: -1 }, `${number(facts.length)} ${word("facts")}`),
    some(bySentence(facts), 20, (group) => factItem(graph, group, null, to), word("showMore")),
    sparqlOf(pairQuery(graph, a, b), to),
  ];
}

function overviewPanel(graph, state, to) {
  const entry = (entity) =>
    element("li", {}, entityButton(graph, entity, to.open), element("small", {}, number(entity.facts.length)));
  const hubs = graph.entities
    .filter(({ type, facts }) => facts.length && graph.types[type].shown)
    .sort((a, b) => b.facts.length - a.facts.length || a.id - b.id)
    .slice(0, 10);
  return [
    element("h2", { tabIndex: -1 }, word("intro")),
    element("p", { className: "hint" }, word("hint")),
    state.picked.size
      ? element(
          "section",
          {},
          element("h3", {}, word("selection"), element("small", {}, number(state.picked.size))),
          some([...state.picked], 40, entry, word("showMore")),
        )
      : null,
    element("h3", {}, word("hubs")),
    element("ul", { className: "hubs" }, hubs.map(entry)),
    sparqlOf(filterQuery(graph, state), to),
  ];
}

/** What stands under the pointer. */
export function tooltip(graph, { entity, fold, line }) {
  if (entity) {
    const { name, type, names } = entity;
    const also = names.length ? element("p", {}, word("names") + word("colon") + names.join(word("comma"))) : null;
    return [
      element("strong", { lang: "zh" }, name),
      element("p", {}, swatch(graph.types[type]), kindOf(graph, entity)),
      also,
    ];
  }
  if (fold) {
    const names = fold.members
      .slice(0, 4)
      .map(({ name }) => name)
      .join(word("comma"));
    return [
      element("strong", {}, `${number(fold.members.length)} ${word("folded")}`),
      element("p", { lang: "zh" }, `${names}…`),
    ];
  }
  const made = line.facts.slice(0, 2).map((fact) => {
    const [evidence] = fact.evidence;
    return element(
      "div",
      {},
      element("strong", {}, `${fact.subject.name} — ${label(fact.predicate)} — ${fact.object.name}`),
      element("p", {}, chips(fact)),
      evidence ? told(evidence) : null,
    );
  });
  return line.facts.length > 2 ? [...made, element("p", {}, `+${number(line.facts.length - 2)}`)] : made;
}

function told(evidence) {
  const { before, text, after } = sentence(evidence);
  return element(
    "blockquote",
    {},
    element("p", { lang: "zh" }, before, element("mark", {}, text), after),
    element("cite", { lang: "zh" }, titleOf(evidence.document)),
  );
}
