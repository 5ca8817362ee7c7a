// Finding entities by what someone types: characters of a name or short form, or pinyin initials. Pure.

const fold = (text) =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s“”"‘’「」《》]+/g, "");

function grade(name, wanted) {
  if (name === wanted) return 0;
  if (name.startsWith(wanted)) return 1;
  return name.includes(wanted) ? 2 : 9;
}

/** The best `limit` entities for a text: the whole name first, then beginnings, parts, and pinyin initials. */
export function findEntities(entities, text, limit = 12) {
  const wanted = fold(text);
  if (!wanted) return [];
  const latin = /^[a-z0-9]+$/.test(wanted);
  const found = [];
  for (const entity of entities) {
    entity.folded ??= [entity.name, ...entity.names].map(fold);
    let best = Math.min(...entity.folded.map((name) => grade(name, wanted)));
    if (latin && best > 2) best = Math.min(...entity.initials.map((letters) => grade(fold(letters), wanted) + 3));
    if (best < 9) found.push([best, entity]);
  }
  found.sort(
    ([a, one], [b, two]) =>
      a - b || two.facts.length - one.facts.length || two.mentions - one.mentions || one.id - two.id,
  );
  return found.slice(0, limit).map(([, entity]) => entity);
}
