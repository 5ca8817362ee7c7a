"use strict";
// What is told of an entity or a fact, in the panel and in the tooltip. Text from articles is only ever given to
// textContent and append, which show it and never run it.

const swatch = (type) => {
  const made = element("i", { className: `swatch ${type.shape}` });
  made.style.background = type.color;
  return made;
};

function qualifierChips(fact) {
  const chips = Object.entries(fact.qualifiers).map(([key, value]) => `${word(key) ?? key}${word("colon")}${value}`);
  if (fact.implicit) chips.push(word("implicit"));
  return chips.map((text) => element("span", { className: "chip" }, text));
}

function quote(graph, { document: name, before, text, after }) {
  const source = element("cite", { title: name }, graph.documents[name].title ?? name);
  return element("blockquote", {}, element("p", { lang: "zh" }, before, element("mark", {}, text), after), source);
}

function quotes(graph, fact) {
  const [first, ...rest] = fact.evidence.map((evidence) => quote(graph, evidence));
  if (!rest.length) return [first];
  return [first, element("details", {}, element("summary", {}, `${word("more")} (${rest.length})`), ...rest)];
}

function tooltip(graph, { node, edge }) {
  if (node) {
    const { name, type, names } = graph.entities[node];
    const also = names.length ? element("p", {}, word("names") + word("colon") + names.join(word("comma"))) : null;
    return [element("strong", {}, name), element("p", {}, swatch(graph.types[type]), graph.types[type][language]), also];
  }
  const facts = edge.facts.map((i) => graph.facts[i]);
  return facts.slice(0, 3).map((fact) => {
    const [subject, object] = [graph.entities[fact.subject].name, graph.entities[fact.object].name];
    const sentence = element("strong", {}, `${subject} — ${graph.predicates[fact.predicate][language]} — ${object}`);
    return element("div", {}, sentence, element("p", {}, ...qualifierChips(fact)), quote(graph, fact.evidence[0]));
  }).concat(facts.length > 3 ? [element("p", {}, `+${facts.length - 3}`)] : []);
}

function entityButton(graph, iri, open) {
  const { name, type } = graph.entities[iri];
  return element("button", { type: "button", className: "entity", onclick: () => open(iri) }, swatch(graph.types[type]), name);
}

function factItem(graph, fact, iri, open) {
  const sure = element("span", { className: "sure", title: word("confidence") }, `${Math.round(fact.confidence * 100)}%`);
  const ends = iri
    ? [entityButton(graph, graph.other(fact, iri), open)]
    : [entityButton(graph, fact.subject, open), graph.predicates[fact.predicate][language], entityButton(graph, fact.object, open)];
  return element("li", {}, element("div", { className: "ends" }, ...ends, ...qualifierChips(fact), sure), ...quotes(graph, fact));
}

function entityPanel(graph, iri, open) {
  const { name, type, names, mentions, documents } = graph.entities[iri];
  const groups = new Map();
  const forward = (fact) => fact.subject === iri;
  for (const fact of [...graph.factsOf(iri)].sort((a, b) => forward(b) - forward(a) || b.confidence - a.confidence)) {
    const label = graph.predicates[fact.predicate][language];
    const title = forward(fact) ? `${label} →` : `← ${label}`;
    groups.set(title, [...(groups.get(title) ?? []), fact]);
  }
  const about = (key, value) => element("p", { className: "about" }, element("b", {}, word(key)), value);
  const titles = documents.map((document) => graph.documents[document].title ?? document);
  return [
    element("p", { className: "type" }, swatch(graph.types[type]), graph.types[type][language]),
    element("h2", { tabIndex: -1, lang: "zh" }, name),
    names.length ? about("names", names.join(word("comma"))) : null,
    about("mentions", `${number(mentions)} ${word("times")}`),
    element("details", {}, element("summary", {}, `${word("sources")} (${number(titles.length)})`),
      element("ul", { className: "sources" }, ...titles.map((title) => element("li", { lang: "zh" }, title)))),
    groups.size ? null : element("p", { className: "hint" }, word("alone")),
    ...[...groups].map(([title, facts]) =>
      element("section", {}, element("h3", {}, title, element("small", {}, number(facts.length))),
        element("ul", {}, ...facts.map((fact) => factItem(graph, fact, iri, open))))),
  ];
}

function edgePanel(graph, edge, open) {
  const items = edge.facts.map((i) => factItem(graph, graph.facts[i], null, open));
  return [element("h2", { tabIndex: -1 }, `${number(items.length)} ${word("facts")}`), element("ul", {}, ...items)];
}

function overviewPanel(graph, open) {
  const hubs = graph.hubs().slice(0, 12).map((iri) =>
    element("li", {}, entityButton(graph, iri, open), element("small", {}, number(graph.factsOf(iri).length))));
  return [
    element("h2", { tabIndex: -1 }, word("intro")), element("p", { className: "hint" }, word("hint")),
    element("h3", {}, word("hubs")), element("ul", { className: "hubs" }, ...hubs),
  ];
}
