// What a reader's clicks show, said as SPARQL. Pure: entities and states in, text out.

import { currentLanguage } from "./words.js";

const literal = (text) => `"${text.replace(/["\\]/g, "\\$&").replace(/[\n\r]/g, " ")}"`;
const comment = (text) => `# ${text.replace(/[\n\r]/g, " ")}`;
const iri = ({ iri: text }) => `<${text.replace(/[\u0000-\u0020<>"{}|\\^`]/g, (bad) => encodeURIComponent(bad))}>`;

const labels = () => `  ?fact rdf:subject/skos:prefLabel ?subject ;
    rdf:predicate/rdfs:label ?relation ;
    rdf:object/skos:prefLabel ?object .
  FILTER(LANG(?relation) = "${currentLanguage()}")`;
const evidence = `  ?annotation oa:hasBody ?fact ; gx:confidence ?confidence ; gx:implicit ?implicit ; oa:hasTarget ?passage .
  ?passage oa:hasSource/schema:identifier ?article ; oa:hasSelector/oa:exact ?sentence .`;
// A page that asks the server needs all facts, and which they are.
const facts = (graph, heading, condition) => `${comment(heading)}
SELECT DISTINCT ?subject ?relation ?object ?confidence ?sentence ?article${graph.edition ? " ?fact" : ""}
WHERE {
${condition}
${labels()}
${evidence}
}
ORDER BY ?relation ?subject ?object${graph.edition ? "" : "\nLIMIT 200"}`;

/** Every fact about an entity. */
export const entityQuery = (graph, entity) =>
  facts(
    graph,
    entity.name,
    `  VALUES ?entity { ${iri(entity)} }
  { ?fact rdf:subject ?entity } UNION { ?fact rdf:object ?entity }`,
  );

/** Every fact between two entities. */
export const pairQuery = (graph, a, b) =>
  facts(
    graph,
    `${a.name} – ${b.name}`,
    `  VALUES (?one ?other) { (${iri(a)} ${iri(b)}) (${iri(b)} ${iri(a)}) }
  ?fact rdf:subject ?one ; rdf:object ?other .`,
  );

/** Every fact that an article tells. */
export const articleQuery = (graph, document) =>
  facts(
    graph,
    document.title ?? document.name,
    `  ?text schema:identifier ${literal(document.name)} .
  ?annotation oa:hasTarget/oa:hasSource ?text .`,
  );

/** These facts. */
export const factsQuery = (graph, some) =>
  facts(graph, "guanxi", `  VALUES ?fact { ${[...new Set(some)].map(iri).join(" ")} }`);

/** Chains of as many facts as the shortest path has, from one entity to the other. */
export function pathQuery(start, end, steps) {
  const numbers = Array.from({ length: steps }, (_, i) => i + 1);
  const inner = numbers.slice(0, -1).map((i) => `?step${i}`);
  const at = (i) => (i === 0 ? iri(start) : i === steps ? iri(end) : `?step${i}`);
  const links = numbers.map(
    (
      i,
    ) => `  ?fact${i} rdf:subject|rdf:object ${at(i - 1)} ; rdf:subject|rdf:object ${at(i)} ; rdf:predicate/rdfs:label ?relation${i} .
  FILTER(LANG(?relation${i}) = "${currentLanguage()}")`,
  );
  const names = inner.map((step) => `  ${step} skos:prefLabel ${step}Name .`);
  const apart = inner.map(
    (step, i) =>
      `  FILTER(${[at(0), at(steps), ...inner.slice(0, i)].map((other) => `${step} != ${other}`).join(" && ")})`,
  );
  const columns = numbers.flatMap((i) => [`?relation${i}`, ...(i < steps ? [`?step${i}Name`] : [])]);
  return [
    comment(`${start.name} – ${end.name}`),
    `SELECT DISTINCT ${columns.join(" ")}`,
    "WHERE {",
    ...links,
    ...names,
    ...apart,
    "}",
    "LIMIT 20",
  ].join("\n");
}

/** What passes the filters that are set. */
export function filterQuery(graph, { article, level, role, told, sure, from, to }) {
  const conditions = ["  ?fact a gx:Fact ."];
  if (article)
    conditions.push(`  ?text schema:identifier ${literal(article)} .\n  ?annotation oa:hasTarget/oa:hasSource ?text .`);
  if (level)
    conditions.push(
      `  ?fact rdf:subject|rdf:object ?award .\n  ?award gx:level gx:level-${level.replace(/[^\w-]/g, "")} .`,
    );
  if (role) conditions.push(`  ?fact gx:role ?role .\n  FILTER(STR(?role) = ${literal(role)})`);
  if (told) conditions.push(`  ?fact gx:implicit ${told === "left"} .`);
  if (from || to) {
    const limits = [to && `?date <= ${literal(to)}`, from && `?date >= ${literal(from.slice(0, 4))}`].filter(Boolean);
    conditions.push(
      `  ?fact rdf:subject|rdf:object ?event .\n  ?event gx:occurredOn/rdf:value ?date .\n  FILTER(${limits.join(" && ")})`,
    );
  }
  const body = facts({ ...graph, edition: null }, "guanxi", conditions.join("\n")); // a list for readers, which the page needs no part of
  return sure ? body.replace("\n}\nORDER", `\n  FILTER(?confidence >= ${Number(sure)})\n}\nORDER`) : body;
}

/** The entities of some types, as the table lists them. */
export const tableQuery = (graph) => `SELECT ?name (COUNT(DISTINCT ?fact) AS ?facts)
WHERE {
  ?entity skos:prefLabel ?name .
  { ?fact rdf:subject ?entity } UNION { ?fact rdf:object ?entity }
}
GROUP BY ?entity ?name
ORDER BY DESC(?facts) ?name
LIMIT ${Math.min(200, graph.entities.length)}`;

/** A named query in which `values` stand for its parameters, as it can be run. */
export const filled = (text, values) =>
  Object.entries(values).reduce((query, [name, value]) => {
    const variable = new RegExp(`\\?${name}\\b`, "g");
    const unselected = query.replace(/SELECT[^{]*|GROUP BY[^\n]*/gi, (head) => head.replace(variable, "").replace(/ {2,}/g, " "));
    return unselected.replace(variable, `${literal(value)}@zh`.replace(/\$/g, "$$$$"));
  }, text);

/** The query with the prefixes it uses declared in front of its first line, so that lines keep their numbers. */
export function withPrefixes(text, prefixes) {
  const bare = text.replace(/#[^\n]*|"[^"\n]*"/g, " ");
  const missing = Object.keys(prefixes).filter(
    (name) => new RegExp(`(^|[^\\w-])${name}:`).test(bare) && !new RegExp(`PREFIX\\s+${name}:`, "i").test(bare),
  );
  return missing.map((name) => `PREFIX ${name}: <${prefixes[name]}> `).join("") + text;
}
