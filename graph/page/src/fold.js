// Large pictures: what is drawn by itself and what is folded into a circle of its community. Pure.

export const MOST = 1500; // above so many visible entities the picture folds
const HEADS = 240; // the most connected stay by themselves
const OPENED = 300; // so many of an unfolded community are drawn, the most connected first
const FOLDS = 160; // so many circles at most; the smallest communities share one,
const SMALL = 12; // and so do those of fewer entities
const LINES = 700; // so many lines at most, those between entities first, then the thickest

/** The id of an entity's node. It begins with a letter, or vis-network would draw it below all folds. */
export const nodeId = ({ id }) => `n${id}`;
const isFold = (id) => id.startsWith("fold");

/**
 * @param entities set of visible entities; @param facts set of visible facts
 * @param opened set of unfolded communities; @param pinned set of entities that must be drawn by themselves
 * @returns { nodes: entities, folds: [{ community, members, x, y, reach }], lines: [{ key, from, to, facts }] }, where an end is
 * `n` and an entity's number, or `fold-` and a community
 */
export function fold(entities, facts, opened, pinned) {
  const visible = [...entities];
  if (visible.length <= MOST) return { nodes: visible, folds: [], lines: lines(facts, nodeId, Infinity) };
  const ranked = visible.sort((a, b) => b.facts.length - a.facts.length || a.id - b.id);
  const alone = new Set(ranked.slice(0, HEADS));
  for (const entity of pinned) if (entities.has(entity) && alone.size < MOST) alone.add(entity);
  const sizes = new Map();
  for (const { community } of ranked) sizes.set(community, (sizes.get(community) ?? 0) + 1);
  const members = new Map();
  const drawn = new Map();
  for (const entity of ranked) {
    if (alone.has(entity)) continue;
    const community = sizes.get(entity.community) < SMALL ? 0 : entity.community;
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
  const folds = kept
    .filter(([community]) => community !== 0)
    .concat(scattered(kept))
    .map(([community, some]) => ({ community, members: some, ...middle(some) }));
  const inside = new Map(folds.flatMap((each) => each.members.map((entity) => [entity, `fold-${each.community}`])));
  const end = (entity) => (alone.has(entity) ? nodeId(entity) : inside.get(entity));
  return { nodes: [...alone], folds, lines: lines(facts, end, LINES) };
}

const scattered = (kept) => {
  const rest = kept.filter(([community]) => community === 0).flatMap(([, some]) => some);
  return rest.length ? [[0, rest]] : [];
};

// The middle of a community, and the radius of a disc as large as the one it fills.
function middle(members) {
  const mean = (value) => members.reduce((total, entity) => total + value(entity), 0) / members.length;
  const [x, y] = [mean((entity) => entity.x), mean((entity) => entity.y)];
  return { x, y, reach: Math.sqrt(2 * mean((entity) => (entity.x - x) ** 2 + (entity.y - y) ** 2)) };
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
  const folded = ({ from, to }) => isFold(from) + isFold(to);
  return made
    .sort((a, b) => folded(a) - folded(b) || b.facts.length - a.facts.length || (a.key < b.key ? -1 : 1))
    .slice(0, most);
}
