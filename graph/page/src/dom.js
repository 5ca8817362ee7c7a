// Making elements. Text is only ever given to `append` and `textContent`, which show it and never run it.

import { label } from "./words.js";

export const byId = (id) => document.getElementById(id);

/** An element with properties and children; `null` children are left out. Keys with a dash are attributes. */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [key, value] of Object.entries(properties)) {
    if (key === "lang" && !value) continue; // the language around holds
    if (key.includes("-") || key === "role") made.setAttribute(key, value);
    else made[key] = value;
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return made;
}

export function svgElement(tag, attributes = {}, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** The mark of a type: its colour and its shape, so that neither tells alone. */
export function swatch(type) {
  const made = element("i", { className: `swatch ${type.shape}`, "aria-hidden": "true" });
  made.style.background = type.color;
  return made;
}

export const button = (properties, ...children) => element("button", { type: "button", ...properties }, ...children);

/** An entity to click: mark and name. */
export function entityButton(graph, entity, open) {
  const type = graph.types[entity.type];
  return button(
    { className: "entity", lang: "zh", title: label(type), onclick: () => open(entity) },
    swatch(type),
    entity.name,
    element("span", { className: "aside" }, ` ${label(type)}`),
  );
}

/** The first `few` of what `make` makes of the items, and a button for the rest; an item may be a group. */
export function some(items, few, make, moreLabel) {
  const list = element("ul", {}, items.slice(0, few).map(make));
  if (items.length <= few) return list;
  const left = (shown) => items.slice(shown).flat().length;
  const more = button({ className: "quiet more" }, `${moreLabel} (${left(few)})`);
  more.onclick = () => {
    const shown = list.children.length;
    list.append(...items.slice(shown, shown + 5 * few).map(make));
    if (list.children.length >= items.length) more.remove();
    else more.textContent = `${moreLabel} (${left(list.children.length)})`;
  };
  return element("div", {}, list, more);
}

/** Hand the reader a file. */
export function download(blob, name) {
  const link = element("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
