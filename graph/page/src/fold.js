// Large pictures: what is drawn by itself and what is folded into a circle of its community. Pure.

export const MOST = 1500; // above so many visible entities the picture folds
const HEADS = 240; // the most connected stay by themselves
const OPENED = 300; // so many of an unfolded community are drawn, the most connected first
const FOLDS = 160; // so many circles at most; the smallest communities share one
const LINES = 1200; // so many lines at most, those between entities first, then the thickest

/**
 * @param entities set of visible entities; @param facts set of visible facts
 * @param opened set of unfolded communities; @param pinned set of entities that must be drawn by themselves
 * @returns { nodes: entities, folds: [{ community, members, x, y }], lines: [{ key, from, to, facts }] }, where an end is
 * an entity's number or `fold-` and a community
 */
export function fold(entities, facts, opened, pinned) {
  const visible = [...entities];
  if (visible.length <= MOST) return { nodes: visible, folds: [], lines: lines(facts, ({ id }) => id, Infinity) };
  const ranked = visible.sort((a, b) => b.facts.length - a.facts.length || a.id - b.id);
  const alone = new Set(ranked.slice(0, HEADS));
  for (const entity of pinned) if (entities.has(entity) && alone.size < MOST) alone.add(entity);
  const members = new Map();
  const drawn = new Map();
  for (const entity of ranked) {
    if (alone.has(entity)) continue;
    const { community } = entity;
    const many = drawn.get(community) ?? 0;
    if (opened.has(community) && many < OPENED && alone.size < MOST) {
      drawn.set(community, many + 1);
      alone.add(entity);
    } else if (members.has(community)) members.get(community).push(entity);
    else members.set(community, [entity]);
  }
  const sorted = [...members].sort(([a, one], [b, two]) => (a === 0) - (b === 0) || two.length - one.length || a - b);
  const [kept, small] = [sorted.slice(0, FOLDS), sorted.slice(FOLDS)];
  if (small.length) kept.push([0, small.flatMap(([, some]) => some)]);
  const folds = kept.filter(([community]) => community !== 0).concat(scattered(kept)).map(([community, some]) => ({ community, members: some, ...middle(some) }));
  const inside = new Map(folds.flatMap((each) => each.members.map((entity) => [entity, `fold-${each.community}`])));
  const end = (entity) => (alone.has(entity) ? entity.id : inside.get(entity));
  return { nodes: [...alone], folds, lines: lines(facts, end, LINES) };
}

const scattered = (kept) => {
  const rest = kept.filter(([community]) => community === 0).flatMap(([, some]) => some);
  return rest.length ? [[0, rest]] : [];
};

function middle(members) {
  const sum = (axis) => members.reduce((total, entity) => total + entity[axis], 0);
  return { x: sum("x") / members.length, y: sum("y") / members.length };
}

function lines(facts, end, most) {
  const found = new Map();
  for (const fact of facts) {
    const [from, to] = [end(fact.subject), end(fact.object)];
    if (from === undefined || to === undefined || from === to) continue;
    const key = `${from}>${to}`;
    if (found.has(key)) found.get(key).facts.push(fact);
    else found.set(key, { key, from, to, facts: [fact] });
  }
  const made = [...found.values()];
  if (made.length <= most) return made;
  const folded = ({ from, to }) => (typeof from === "string") + (typeof to === "string");
  return made.sort((a, b) => folded(a) - folded(b) || b.facts.length - a.facts.length || (a.key < b.key ? -1 : 1)).slice(0, most);
}
