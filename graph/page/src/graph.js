// The graph as the page holds it, read from the rows that graph/page/data.py writes.

import { span } from "./dates.js";
import { byId } from "./dom.js";

const LONGEST = 120; // characters of a sentence before and after the words that show a fact

export function readGraph() {
  const data = JSON.parse(byId("graph").textContent);
  const drawing = JSON.parse(byId("drawing").textContent);
  const documents = data.documents.map(([name, title, date, text, mentions], id) => ({
    id,
    name,
    title,
    date,
    text,
    mentions,
    facts: [],
  }));
  const entities = data.entities.map(
    ([tail, type, name, names, initials, mentions, articles, attributes, community, join], id) => ({
      id,
      iri: data.base + tail,
      type,
      name,
      names,
      initials,
      mentions,
      attributes,
      community,
      join,
      spans: [],
      facts: [],
      documents: articles.map((number) => documents[number]),
      x: drawing.nodes[id][0],
      y: drawing.nodes[id][1],
      size: drawing.nodes[id][2],
    }),
  );
  const facts = data.facts.map(([iri, subject, predicate, object, qualifiers, confidence, implicit, evidence], id) => ({
    id,
    iri,
    qualifiers,
    confidence,
    implicit: Boolean(implicit),
    predicate: data.predicates[predicate],
    subject: entities[subject],
    object: entities[object],
    ...(data.edition
      ? { documents: evidence.map((number) => documents[number]), evidence: [] } // the server tells the rest
      : {
          documents: [...new Set(evidence.map(([number]) => documents[number]))],
          evidence: evidence.map(([number, from, start, end, to]) => ({ document: documents[number], from, start, end, to })),
        }),
  }));
  for (const fact of facts) {
    fact.subject.facts.push(fact);
    if (fact.object !== fact.subject) fact.object.facts.push(fact);
    for (const document of fact.documents) document.facts.push(fact);
  }
  dateEvents(entities);
  const byIri = new Map(entities.map((entity) => [entity.iri, entity]));
  const byFact = new Map(facts.map((fact) => [fact.iri, fact]));
  const byDocument = new Map(documents.map((document) => [document.name, document]));
  const byName = new Map();
  for (const entity of entities) byName.set(entity.name, [...(byName.get(entity.name) ?? []), entity]);
  return {
    ...data,
    documents,
    entities,
    facts,
    drawing,
    entityOf: (iri) => byIri.get(iri) ?? null,
    named: (name) => byName.get(name) ?? [],
    factOf: (iri) => byFact.get(iri) ?? null,
    documentOf: (name) => byDocument.get(name) ?? null,
    between: (a, b) => a.facts.filter((fact) => fact.subject === b || fact.object === b),
  };
}

/** The entity at the other end of a fact. */
export const other = (fact, entity) => (fact.subject === entity ? fact.object : fact.subject);

/** An entity and those that a fact links to it. */
export const near = (entity) => new Set([entity, ...entity.facts.map((fact) => other(fact, entity))]);

/** The words that show a fact, and what stands around them in their sentence; the words alone where the article is not here yet. */
export function sentence({ document, words, from, start, end, to }) {
  if (start === undefined) return { before: "", text: words, after: "" };
  const squeeze = (text) => text.replace(/\s+/g, "");
  const [before, after] = [squeeze(document.text.slice(from, start)), squeeze(document.text.slice(end, to))];
  return {
    before: before.length > LONGEST ? `…${before.slice(-LONGEST)}` : before,
    text: squeeze(document.text.slice(start, end)),
    after: after.length > LONGEST ? `${after.slice(0, LONGEST)}…` : after,
  };
}

export const titleOf = (document) => document.title ?? document.name;

/** Make the picture fill a frame of this width and height: on its side where it fits better so, and drawn out a little. */
export function fillFrame({ entities, types }, width, height) {
  const shown = entities.filter(({ type }) => types[type].shown);
  const extent = (key) => {
    const most = shown.reduce((found, each) => Math.max(found, each[key]), -Infinity);
    return Math.max(1, most - shown.reduce((found, each) => Math.min(found, each[key]), Infinity));
  };
  let [wide, high] = [extent("x"), extent("y")];
  if (Math.min(width / high, height / wide) > 1.2 * Math.min(width / wide, height / high)) {
    for (const entity of entities) [entity.x, entity.y] = [entity.y, entity.x];
    [wide, high] = [high, wide];
  }
  const stretch = (factor) => Math.min(1.6, Math.max(1, factor));
  const [across, down] = [stretch((width / height) * (high / wide)), stretch((height / width) * (wide / high))];
  for (const entity of entities) [entity.x, entity.y] = [Math.round(entity.x * across), Math.round(entity.y * down)];
}

// When things happened: a date by itself, an activity by its dates, an award by its conferrals or their occasion.
function dateEvents(entities) {
  for (const entity of entities) {
    const own = entity.type === "Date" ? span(entity.attributes.value) : null;
    if (own) entity.spans.push(own);
  }
  for (const entity of entities.filter(({ type }) => type === "Activity")) {
    for (const fact of entity.facts)
      if (fact.predicate.name === "occurredOn" && fact.subject === entity) entity.spans.push(...fact.object.spans);
  }
  for (const entity of entities.filter(({ type }) => type === "Award")) {
    for (const fact of entity.facts) {
      const told = span(fact.qualifiers.date);
      if (told) entity.spans.push(told);
      if (fact.predicate.name === "presentedAt" && fact.subject === entity) entity.spans.push(...fact.object.spans);
    }
  }
}
