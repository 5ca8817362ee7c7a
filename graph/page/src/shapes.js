// The outlines of the types' shapes, around the origin and of radius 1, as SVG paths: for the canvas and for SVG alike.

const polygon = (points) => `M${points.map(([x, y]) => `${x.toFixed(3)} ${y.toFixed(3)}`).join("L")}Z`;
const around = (count, turn, radius = () => 1) =>
  polygon(
    Array.from({ length: count }, (_, i) => {
      const angle = turn + (i * 2 * Math.PI) / count;
      return [radius(i) * Math.cos(angle), radius(i) * Math.sin(angle)];
    }),
  );

export const OUTLINES = {
  dot: "M1 0A1 1 0 1 1 -1 0A1 1 0 1 1 1 0Z",
  ellipse: "M1 0A1 .68 0 1 1 -1 0A1 .68 0 1 1 1 0Z",
  square: "M-.86 -.86H.86V.86H-.86Z",
  diamond: "M0 -1.1L1.1 0L0 1.1L-1.1 0Z",
  triangle: around(3, -Math.PI / 2, () => 1.12),
  triangleDown: around(3, Math.PI / 2, () => 1.12),
  hexagon: around(6, 0),
  star: around(10, -Math.PI / 2, (i) => (i % 2 ? 0.55 : 1.2)),
};

/** A name broken into two lines of ten characters at most; what does not fit is cut. */
export function shortLabel(name, line = 10) {
  const letters = [...name];
  const fitting = letters.length <= 2 * line ? letters : [...letters.slice(0, 2 * line - 1), "…"];
  if (fitting.length <= line) return [fitting.join("")];
  const half = Math.ceil(fitting.length / 2);
  return [fitting.slice(0, half).join(""), fitting.slice(half).join("")];
}
