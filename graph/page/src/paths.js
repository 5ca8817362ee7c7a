// Shortest paths between two entities. Pure.

import { other } from "./graph.js";

const HUBS = new Set(["Date", "Figure", "Position"]); // what two strangers may share without having to do with each other

/**
 * All shortest paths, `limit` at most: each a list of `{ from, fact, to }`. Paths by way of dates, figures and positions count only
 * where there are no others.
 */
export function shortestPaths(start, end, limit = 5) {
  const plain = search(start, end, limit, (entity) => !HUBS.has(entity.type) || entity === end);
  return plain.length ? plain : search(start, end, limit, () => true);
}

function search(start, end, limit, allowed) {
  const far = new Map([[start, 0]]);
  let ring = [start];
  for (let steps = 1; ring.length && !far.has(end); steps += 1) {
    const next = [];
    for (const entity of ring) {
      for (const fact of entity.facts) {
        const to = other(fact, entity);
        if (far.has(to) || !allowed(to)) continue;
        far.set(to, steps);
        next.push(to);
      }
    }
    ring = next;
  }
  return far.has(end) ? unwind(start, end, far, limit) : [];
}

// From the end back to the start along ever smaller distances; of several facts between two entities the surest tells.
function unwind(start, end, far, limit) {
  if (start === end) return [[]];
  const paths = [];
  const walk = (entity, tail) => {
    if (paths.length >= limit) return;
    if (entity === start) {
      paths.push(tail);
      return;
    }
    const before = new Map();
    for (const fact of entity.facts) {
      const from = other(fact, entity);
      if (far.get(from) !== far.get(entity) - 1) continue;
      if (!before.has(from) || before.get(from).confidence < fact.confidence) before.set(from, fact);
    }
    const sure = [...before].sort(([a, f], [b, g]) => g.confidence - f.confidence || a.id - b.id);
    for (const [from, fact] of sure) walk(from, [{ from, fact, to: entity }, ...tail]);
  };
  walk(end, []);
  return paths;
}
