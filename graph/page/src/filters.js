// Which entities and facts a reader wants to see. Pure functions of the graph and the state of the page.

import { overlap } from "./dates.js";
import { other } from "./graph.js";

export const NO_FILTER = { article: "", level: "", role: "", told: "", sure: 0, from: "", to: "" };

/** Whether any filter is set. */
export const isFiltered = (state) => Object.entries(NO_FILTER).some(([key, value]) => state[key] !== value);

/** The roles in which something was organised, as the texts call them, the most frequent first. */
export function organizerRoles(graph) {
  const counts = new Map();
  for (const fact of graph.facts) {
    const { role } = fact.qualifiers;
    if (fact.predicate.name === "organized" && role) counts.set(role, (counts.get(role) ?? 0) + 1);
  }
  return [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).map(([role]) => role);
}

/**
 * What passes all filters: `{ entities, facts }`, two sets. A filter of facts (article, role, confidence, told) leaves
 * their ends; a filter of things (award level, time) leaves those things and their neighbours.
 */
export function passing(graph, state) {
  const wanted = (fact) =>
    fact.confidence >= state.sure &&
    (!state.told || (state.told === "left") === fact.implicit) &&
    (!state.role || (fact.predicate.name === "organized" && fact.qualifiers.role === state.role)) &&
    (!state.article || fact.documents.some(({ name }) => name === state.article));
  const facts = graph.facts.filter(wanted);
  let entities = null; // null: all
  const keep = (some) => {
    entities = entities ? new Set([...entities].filter((entity) => some.has(entity))) : some;
  };
  if (state.sure || state.told || state.role || state.article) {
    const ends = new Set(facts.flatMap((fact) => [fact.subject, fact.object]));
    if (state.article && !state.role && !state.told && !state.sure) {
      for (const entity of graph.entities)
        if (entity.documents.some(({ name }) => name === state.article)) ends.add(entity);
    }
    keep(ends);
  }
  const around = (isMeant) => {
    const meant = graph.entities.filter(isMeant);
    const reached = new Set(meant);
    const passed = new Set(facts);
    for (const entity of meant) for (const fact of entity.facts) if (passed.has(fact)) reached.add(other(fact, entity));
    return reached;
  };
  if (state.level)
    keep(around((entity) => entity.type === "Award" && (entity.attributes.level ?? "none") === state.level));
  if (state.from || state.to)
    keep(around((entity) => entity.spans.some((span) => overlap(span, [state.from, state.to]))));
  const shown = new Set();
  for (const entity of entities ?? graph.entities) if (state.types.has(entity.type)) shown.add(entity);
  return { entities: shown, facts: new Set(facts.filter((fact) => shown.has(fact.subject) && shown.has(fact.object))) };
}
