"use strict";
// What the page knows: its words in both languages, and the graph with its links and names.

const WORDS = {
  zh: {
    language: "English", legend: "图例与筛选", search: "搜索名称或简称", zoomIn: "放大", zoomOut: "缩小", fit: "显示全部",
    about: "本页自成一体，不联网。使用的开源库：", articles: "篇文章", entities: "个实体", facts: "条事实", network: "关系图",
    intro: "每条事实都有原句", hint: "点击图中的点或线，或搜索名称，即可查看事实及其原句。", hubs: "关联最多",
    names: "又名", mentions: "提及", times: "次", sources: "出处文章", more: "另有出处", alone: "没有与其他实体相连的事实。",
    confidence: "置信度", implicit: "原句省略主语", back: "返回概览", none: "没有找到",
    role: "职务", date: "时间", rank: "名次", of: "所指", colon: "：", comma: "、", locale: "zh-CN",
  },
  en: {
    language: "中文", legend: "Legend and filter", search: "Search names and short forms", zoomIn: "Zoom in",
    zoomOut: "Zoom out", fit: "Show all", about: "This page is complete in itself and goes nowhere. It is made with:",
    articles: "articles", entities: "entities", facts: "facts", network: "Network of relations",
    intro: "Every fact shows its sentence", hubs: "Most connected",
    hint: "Click a node or a line, or search for a name, to read its facts and their sentences.",
    names: "Also called", mentions: "Mentioned", times: "×", sources: "Found in", more: "Told elsewhere too",
    alone: "No fact links this to another entity.", confidence: "confidence", implicit: "subject left out in the text",
    back: "Back to overview", none: "Nothing found",
    role: "role", date: "date", rank: "rank", of: "counts", colon: ": ", comma: ", ", locale: "en",
  },
};
let language = "zh";
const word = (key) => WORDS[language][key];
const number = (value) => value.toLocaleString(word("locale"));

const byId = (id) => document.getElementById(id);
function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children.filter((child) => child !== null));
  return made;
}

function readGraph() {
  const graph = JSON.parse(byId("graph").textContent);
  const links = new Map(Object.keys(graph.entities).map((iri) => [iri, []]));
  for (const fact of graph.facts) {
    links.get(fact.subject).push(fact);
    if (fact.object !== fact.subject) links.get(fact.object).push(fact);
  }
  const other = (fact, iri) => (fact.subject === iri ? fact.object : fact.subject);
  return {
    ...graph,
    has: (iri) => links.has(iri),
    factsOf: (iri) => links.get(iri),
    other,
    near: (iri) => new Set([iri, ...links.get(iri).map((fact) => other(fact, iri))]),
    hubs: () => [...links]
      .filter(([iri, facts]) => facts.length && graph.types[graph.entities[iri].type].shown)
      .sort((a, b) => b[1].length - a[1].length)
      .map(([iri]) => iri),
  };
}

function findEntities(graph, text) {
  const fold = (name) => name.normalize("NFKC").toLowerCase().replace(/\s+/g, "");
  const wanted = fold(text);
  if (!wanted) return [];
  const grade = (name) => (name === wanted ? 0 : name.startsWith(wanted) ? 1 : name.includes(wanted) ? 2 : 9);
  return Object.entries(graph.entities)
    .map(([iri, entity]) => [Math.min(...[entity.name, ...entity.names].map((name) => grade(fold(name)))), entity.mentions, iri])
    .filter(([best]) => best < 9)
    .sort((a, b) => a[0] - b[0] || b[1] - a[1])
    .slice(0, 12)
    .map(([, , iri]) => iri);
}
