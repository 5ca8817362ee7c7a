// The words of the page in both languages. Every key stands in both.

export const WORDS = {
  zh: {
    language: "EN", languageName: "切换为英文", legend: "图例：点击以显示或隐藏", search: "搜索名称、简称或拼音首字母", zoomIn: "放大", zoomOut: "缩小",
    fit: "显示全部", full: "全屏", fold: "重新折叠", png: "导出 PNG", svg: "导出 SVG", save: "导出", articles: "篇文章", entities: "个实体",
    facts: "条事实", network: "关系图", table: "列表", query: "查询", views: "视图", picture: "关系图画布，列表视图有同样内容", panel: "阅读",
    about: "关于本页与开源许可", aboutText: "本页自成一体，不联网。所用开源库：", intro: "每条事实都有原句",
    hint: "搜索名称，或点击图中的点与线，即可读到事实及其原句；点原句，读全文。", hubs: "关联最多", names: "又名", mentions: "提及", times: "次",
    sources: "出处文章", more: "另有出处", showMore: "再显示", rest: "其余", alone: "没有与其他实体相连的事实。", confidence: "置信度",
    implicit: "原句省略主语", back: "返回概览", none: "没有找到", close: "关闭", role: "职务", date: "时间", rank: "名次", of: "所指",
    colon: "：", comma: "、", locale: "zh-CN", filters: "筛选", all: "不限", article: "文章", level: "荣誉级别", organizerRole: "举办身份",
    told: "述说方式", explicit: "原句写明", left: "原句省略主语", sure: "置信度至少", clear: "清除筛选", remove: "移除筛选", dates: "时间",
    timeline: "时间轴：拖动选取一段", activities: "活动", awards: "荣誉", from: "自", to: "至", undated: "没有标明时间的活动或荣誉。",
    ladder: "荣誉阶梯", noLevel: "未标明级别", conferrer: "授予", shared: "同获者", figures: "数据", value: "数值", counts: "所计", item: "对象",
    joined: "为何视为同一实体", joinPart: "简称：字序见于全称", joinOther: "文中以此指代", joinAlone: "全名足以辨认，各篇同名即同一",
    joinValue: "同一日期或同一行政区划代码", joinShared: "各篇所述相同：", joinName: "各篇同名，且所在单位、职务或归属一致", path: "关系路径", pathFrom: "起点",
    pathTo: "终点", pathFind: "查找路径", pathNone: "两者之间没有路径。", pathSame: "请选择两个不同的实体。", pathLength: "步", pathHere: "由此找路径", route: "路径",
    sparql: "这一步的 SPARQL 查询", openQuery: "在查询视图中打开", run: "运行", examples: "示例查询", results: "条结果", editor: "SPARQL 查询编辑器",
    loading: "正在准备数据……", wrong: "查询有误：", noRdf: "本页未附 RDF 数据，无法查询。", showRow: "在图中显示", row: "行", csv: "导出 CSV", name: "名称", type: "类型",
    links: "事实数", documents: "文章数", when: "时间或级别", subject: "主体", predicate: "关系", object: "客体", sentence: "原句", tableEntities: "实体",
    tableFacts: "事实", sortBy: "排序：", shownOf: "显示", folded: "个实体已折叠，点击展开", foldedNow: "图较大，已按社群折叠；点击圆圈展开，或搜索名称。", other: "零散实体",
    readArticle: "读全文", articleFacts: "文中事实", lines: "条事实", yes: "是", no: "否", selection: "查询所得", skip: "跳到阅读栏", kind: "类别",
    published: "见报", levelShort: "级别",
  },
  en: {
    language: "中文", languageName: "Switch to Chinese", legend: "Legend: click to show or hide", search: "Search names, short forms or pinyin initials", zoomIn: "Zoom in",
    zoomOut: "Zoom out", fit: "Show all", full: "Full screen", fold: "Fold again", png: "Save as PNG", svg: "Save as SVG", save: "Save",
    articles: "articles", entities: "entities", facts: "facts", network: "Network", table: "Table", query: "Query", views: "Views",
    picture: "Picture of the network; the table view holds the same", panel: "Reading", about: "About this page and its licences",
    aboutText: "This page is complete in itself and goes nowhere. It is made with:", intro: "Every fact shows its sentence",
    hint: "Search for a name, or click a node or a line, to read its facts and their sentences; click a sentence to read the article.",
    hubs: "Most connected", names: "Also called", mentions: "Mentioned", times: "×", sources: "Articles", more: "Told elsewhere too",
    showMore: "Show more", rest: "left", alone: "No fact links this to another entity.", confidence: "confidence", implicit: "subject left out",
    back: "Back to overview", none: "Nothing found", close: "Close", role: "role", date: "date", rank: "rank", of: "counts", colon: ": ",
    comma: ", ", locale: "en", filters: "Filters", all: "any", article: "Article", level: "Award level", organizerRole: "Organising role",
    told: "Told", explicit: "in so many words", left: "subject left out", sure: "Confidence at least", clear: "Clear filters",
    remove: "Remove filter", dates: "Time", timeline: "Timeline: drag to choose a period", activities: "Activities", awards: "Awards",
    from: "from", to: "to", undated: "No activity or award has a date.", ladder: "Honours", noLevel: "level not told", conferrer: "conferred by",
    shared: "also held by", figures: "Figures", value: "Value", counts: "What is counted", item: "Of", joined: "Why this is one entity",
    joinPart: "short form: its characters stand in the full name", joinOther: "the text calls it so",
    joinAlone: "a full name that tells its bearer in every article", joinValue: "the same date or administrative code",
    joinShared: "several articles tell the same of it:", joinName: "the same name with the same unit, post or place", path: "Paths",
    pathFrom: "From", pathTo: "To", pathFind: "Find paths", pathNone: "No path leads from one to the other.", pathSame: "Choose two different entities.",
    pathLength: "steps", pathHere: "Path from here", route: "Path", sparql: "This step as a SPARQL query", openQuery: "Open in the query view", run: "Run",
    examples: "Examples", results: "results", editor: "SPARQL query editor", loading: "Preparing the data…", wrong: "The query fails: ",
    noRdf: "This page carries no RDF, so nothing can be asked.", showRow: "Show in the network", row: "Row", csv: "Save as CSV", name: "Name", type: "Type", links: "Facts",
    documents: "Articles", when: "Date or level", subject: "Subject", predicate: "Relation", object: "Object", sentence: "Sentence",
    tableEntities: "Entities", tableFacts: "Facts", sortBy: "Sort by ", shownOf: "Shown", folded: "entities folded, click to unfold",
    foldedNow: "A large graph, folded by communities: click a circle to unfold it, or search for a name.", other: "Scattered", readArticle: "Read the article",
    articleFacts: "Facts of the article", lines: "facts", yes: "yes", no: "no", selection: "Found by query", skip: "Skip to reading", kind: "Kind",
    published: "published", levelShort: "Level",
  },
};

let language = "zh";
/** The language of the page, `zh` or `en`. */
export const currentLanguage = () => language;
export const setLanguage = (chosen) => { language = chosen === "en" ? "en" : "zh"; };
/** The words of a key in the language of the page. */
export const word = (key) => WORDS[language][key];
/** The label of something that has one in each language. */
export const label = (labelled) => labelled?.[language] ?? "";
export const number = (value) => value.toLocaleString(word("locale"));
