// A large graph as the server gives it: the page holds names, places and lines, and asks for the rest of what is opened.

import { shortestPaths } from "./paths.js";
import { articleQuery, entityQuery, factsQuery, pairQuery } from "./queries.js";
import { ask } from "./sparql.js";

/**
 * What asks the server, or null where the page holds everything: `queries(state)`, what a state of the page needs;
 * `learn(queries)`, a promise of having the facts' sentences; `hasChanged()`, whether the server tells of other facts than the page.
 */
export function server(graph) {
  if (!graph.edition) return null;
  const answers = new Map(); // query → promise
  let changed = false;

  for (const document of graph.documents) document.load = () => (document.loading ??= load(document));
  async function load(document) {
    const response = await fetch(`article/${graph.edition}/${document.id}`);
    if (!response.ok) throw new Error(await response.text());
    const { text, mentions, quotes } = await response.json();
    Object.assign(document, { text, mentions, quotes });
    for (const fact of document.facts) fact.evidence.filter((each) => each.document === document).forEach(place);
  }
  // Where the words of an evidence stand in its article, once that is here.
  function place(evidence) {
    const { document, fact, words } = evidence;
    const places = document.quotes[fact.id] ?? [];
    const found = places.find(([, start, end]) => document.text.slice(start, end).replace(/\s+/g, "") === words);
    if (found) [evidence.from, evidence.start, evidence.end, evidence.to] = found;
  }
  async function put(query) {
    const { columns, rows } = await ask(query, graph.prefixes);
    const [sentence, article, iri] = ["sentence", "article", "fact"].map((name) => columns.indexOf(name));
    for (const row of rows) {
      const [fact, document] = [graph.factOf(row[iri].value), graph.documentOf(row[article].value)];
      if (!fact || !document) changed = true;
      else if (!fact.evidence.some((each) => each.document === document && each.words === row[sentence].value)) {
        const evidence = { document, fact, words: row[sentence].value };
        if (document.text !== null) place(evidence);
        fact.evidence.push(evidence);
        fact.evidence.sort((a, b) => a.document.id - b.document.id);
      }
    }
  }
  return {
    queries({ read, path, node, pair }) {
      if (read) return [articleQuery(graph, read)];
      if (path?.every(Boolean)) {
        const facts = shortestPaths(...path).flatMap((steps) => steps.map(({ fact }) => fact));
        return facts.length ? [factsQuery(graph, facts)] : [];
      }
      if (node) return [entityQuery(graph, node)];
      return pair ? [pairQuery(graph, ...pair)] : [];
    },
    async learn(queries) {
      for (const query of queries) if (!answers.has(query)) answers.set(query, put(query));
      try {
        await Promise.all(queries.map((query) => answers.get(query)));
      } catch (error) {
        for (const query of queries) answers.delete(query); // to be asked once more
        throw error;
      }
    },
    knows: (queries) => queries.every((query) => answers.has(query)),
    hasChanged: () => changed,
  };
}
