// Dates as the graph writes them: `2022`, `2022-06`, `2022-06-09`, and intervals `a/b`. Pure functions.

const DATE = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;

/** First and last day of a date or an interval, as `YYYY-MM-DD`; null for what is no date. */
export function span(value) {
  if (typeof value !== "string") return null;
  const [first, last = first] = value.split("/");
  const [from, to] = [bounds(first)?.[0] ?? null, bounds(last)?.[1] ?? null];
  if (!from && !to) return null;
  return [from ?? to, to ?? from];
}

function bounds(text) {
  const [, year, month, day] = DATE.exec(text) ?? [];
  if (!year) return null;
  if (!month) return [`${year}-01-01`, `${year}-12-31`];
  if (!day) return [`${year}-${month}-01`, `${year}-${month}-${String(daysIn(year, month)).padStart(2, "0")}`];
  return [text, text];
}

const daysIn = (year, month) => new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();

/** Whether two spans have a day in common; an open end (null) goes on for ever. */
export const overlap = ([a, b], [from, to]) => (!to || a <= to) && (!from || b >= from);

/** The months (`YYYY-MM`) or years (`YYYY`) from one day to another, both included. */
export function bins(first, last, unit) {
  const made = [];
  let [year, month] = first.split("-").map(Number);
  const end = unit === "year" ? last.slice(0, 4) : last.slice(0, 7);
  for (;;) {
    const bin =
      unit === "year"
        ? String(year).padStart(4, "0")
        : `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}`;
    if (bin > end) return made;
    made.push(bin);
    if (unit === "year" || month === 12) [year, month] = [year + 1, 1];
    else month += 1;
  }
}

/** Which bins a span falls into: numbers of the first and the last, or null. */
export function place([from, to], all) {
  const length = all[0]?.length;
  const [first, last] = [all.indexOf(from.slice(0, length)), all.indexOf(to.slice(0, length))];
  return first < 0 || last < 0 ? null : [first, last];
}
