// Names and predicates, written over the picture where there is room, at the same size at every zoom.

const FONT = '"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",system-ui,sans-serif';
const CELL = 48;
const widths = new Map();

function width(context, text, font) {
  const key = `${font}|${text}`;
  if (!widths.has(key)) widths.set(key, context.measureText(text).width);
  return widths.get(key);
}

/** Writes lines of text at places of the screen, unless others stand there already. */
export function labelWriter(context) {
  const { clientWidth, clientHeight } = context.canvas;
  const cells = new Map();
  const near = ([left, top, right, bottom]) => {
    const keys = [];
    for (let x = Math.floor(left / CELL); x <= Math.floor(right / CELL); x += 1) {
      for (let y = Math.floor(top / CELL); y <= Math.floor(bottom / CELL); y += 1) keys.push(x * 4096 + y);
    }
    return keys;
  };
  const hits = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
  const isFree = (box) => near(box).every((key) => !cells.get(key)?.some((taken) => hits(box, taken)));
  const take = (box) => near(box).forEach((key) => cells.get(key)?.push(box) ?? cells.set(key, [box]));
  function write(lines, x, y, { size, weight = 400, color = "#0f172a", always = false }) {
    if (x < -60 || y < -30 || x > clientWidth + 60 || y > clientHeight + 10) return;
    const font = `${weight} ${size}px ${FONT}`;
    context.font = font;
    const half = Math.max(...lines.map((line) => width(context, line, font))) / 2 + 2;
    const box = [x - half, y - 1, x + half, y + lines.length * size * 1.25 + 1];
    if (!always && !isFree(box)) return;
    take(box);
    context.fillStyle = color;
    lines.forEach((line, i) => {
      context.strokeText(line, x, y + i * size * 1.25);
      context.fillText(line, x, y + i * size * 1.25);
    });
  }
  return { write, keepFree: (x, y, radius) => take([x - radius, y - radius, x + radius, y + radius]) };
}
