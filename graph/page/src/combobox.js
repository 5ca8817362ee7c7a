// A field in which names are completed as one types, after the combobox pattern of the ARIA Authoring Practices.

import { element, swatch } from "./dom.js";
import { findEntities } from "./search.js";
import { label, word } from "./words.js";

/** Make `input` and `list` a combobox that calls `choose(entity)`. */
export function combobox(graph, input, list, choose) {
  let found = [];
  let active = 0;
  const named = (i) => `${list.id}-${i}`;
  function show() {
    [found, active] = [findEntities(graph.entities, input.value), 0];
    const entries = found.map((entity, i) => {
      const type = graph.types[entity.type];
      return element(
        "li",
        {
          id: named(i),
          role: "option",
          lang: "zh",
          onmousedown: (event) => {
            event.preventDefault();
            pick(i);
          },
        },
        swatch(type),
        element("span", {}, entity.name),
        element("small", {}, [label(type), ...entity.names.slice(0, 4)].join(word("comma"))),
      );
    });
    const nothing = element("li", { className: "none", role: "option", "aria-disabled": "true" }, word("none"));
    list.replaceChildren(...(entries.length ? entries : [nothing]));
    list.hidden = !input.value.trim();
    input.setAttribute("aria-expanded", String(!list.hidden));
    mark();
  }
  function mark() {
    [...list.children].forEach((entry, i) =>
      entry.setAttribute("aria-selected", String(i === active && found.length > 0)),
    );
    if (found.length && !list.hidden) input.setAttribute("aria-activedescendant", named(active));
    else input.removeAttribute("aria-activedescendant");
    list.children[active]?.scrollIntoView({ block: "nearest" });
  }
  function close() {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }
  function pick(i) {
    if (i >= found.length) return;
    input.value = found[i].name;
    close();
    choose(found[i]);
  }
  input.oninput = show;
  input.onfocus = () => input.value && input.select();
  input.onblur = close;
  input.onkeydown = (event) => {
    if (event.isComposing) return; // the key belongs to the input method that writes Chinese
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && list.hidden) show();
    else if (step && found.length) [active] = [(active + step + found.length) % found.length];
    else if (event.key === "Enter" && !list.hidden) pick(active);
    else if (event.key === "Escape") close();
    else return;
    mark();
    event.preventDefault();
  };
}

/** A new combobox with its label: `{ field, value }`, where `value()` is the entity chosen or null. */
export function entityField(graph, id, text, chosen, choose) {
  let entity = chosen;
  const input = element("input", {
    id,
    type: "search",
    role: "combobox",
    autocomplete: "off",
    spellcheck: false,
    lang: "zh",
    value: chosen?.name ?? "",
    "aria-expanded": "false",
    "aria-controls": `${id}-hits`,
    "aria-autocomplete": "list",
  });
  const list = element("ul", {
    id: `${id}-hits`,
    className: "hits",
    role: "listbox",
    hidden: true,
    "aria-label": text,
  });
  combobox(graph, input, list, (found) => {
    entity = found;
    choose(found);
  });
  const field = element("div", { className: "field" }, element("label", { htmlFor: id }, text), input, list);
  return { field, value: () => (entity?.name === input.value ? entity : (graph.named(input.value)[0] ?? null)) };
}
