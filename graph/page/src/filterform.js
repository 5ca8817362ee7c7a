// The filters as a form, and as chips that take them back.

import { button, byId, element } from "./dom.js";
import { NO_FILTER, organizerRoles } from "./filters.js";
import { titleOf } from "./graph.js";
import { label, word } from "./words.js";

export function filterForm(graph, change) {
  const roles = organizerRoles(graph);
  const choices = {
    article: () => graph.documents.map((document) => [document.name, titleOf(document)]),
    level: () => Object.entries(graph.levels).map(([key, text]) => [key, label(text)]),
    role: () => roles.map((role) => [role, role]),
    told: () => ["explicit", "left"].map((key) => [key, word(key)]),
  };
  const names = {
    article: "article",
    level: "level",
    role: "organizerRole",
    told: "told",
    sure: "sure",
    from: "from",
    to: "to",
  };

  function show(state) {
    const selects = Object.entries(choices).map(([key, options]) => {
      const select = element(
        "select",
        { id: `filter-${key}`, onchange: ({ target }) => change({ [key]: target.value }) },
        element("option", { value: "" }, word("all")),
        options().map(([value, text]) => element("option", { value, lang: key === "article" ? "zh" : "" }, text)),
      );
      select.value = state[key];
      return element("div", { className: "field" }, element("label", { htmlFor: select.id }, word(names[key])), select);
    });
    const value = element("output", {}, `${Math.round(state.sure * 100)}%`);
    const sure = element("input", {
      id: "filter-sure",
      type: "range",
      min: 0,
      max: 100,
      step: 5,
      value: state.sure * 100,
      oninput: ({ target }) => {
        value.textContent = `${target.value}%`;
      },
      onchange: ({ target }) => change({ sure: Number(target.value) / 100 }),
    });
    const least = element(
      "div",
      { className: "field" },
      element("label", { htmlFor: "filter-sure" }, word("sure"), " ", value),
      sure,
    );
    const focused = document.activeElement?.id;
    byId("filter-form").replaceChildren(...selects, least);
    if (focused?.startsWith("filter-")) byId(focused)?.focus();
    showChips(state);
  }
  function showChips(state) {
    const text = (key) => {
      if (key === "sure") return `≥ ${Math.round(state.sure * 100)}%`;
      return choices[key]?.().find(([value]) => value === state[key])?.[1] ?? state[key];
    };
    const set = Object.keys(NO_FILTER).filter((key) => state[key] !== NO_FILTER[key]);
    const made = set.map((key) =>
      button(
        { className: "chip", title: word("remove"), onclick: () => change({ [key]: NO_FILTER[key] }) },
        `${word(names[key])}${word("colon")}${text(key)}`,
        element("span", { "aria-hidden": "true" }, " ×"),
        element("span", { className: "aside" }, ` ${word("remove")}`),
      ),
    );
    if (set.length > 1) made.push(button({ className: "quiet", onclick: () => change(NO_FILTER) }, word("clear")));
    byId("chips").replaceChildren(...made);
  }
  return { show };
}
