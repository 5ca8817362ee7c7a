// The SPARQL editor: CodeMirror in a shadow root, where its styles keep to the page's Content-Security-Policy.

import { autocompletion, closeBrackets, completeFromList, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { HighlightStyle, StreamLanguage, bracketMatching, syntaxHighlighting } from "@codemirror/language";
import { sparql } from "@codemirror/legacy-modes/mode/sparql";
import { EditorState } from "@codemirror/state";
import { EditorView, drawSelection, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const colors = HighlightStyle.define([
  { tag: tags.keyword, color: "#7e22ce", fontWeight: "600" },
  { tag: [tags.local(tags.variableName), tags.variableName], color: "#0f5f77" },
  { tag: tags.string, color: "#9a3412" },
  { tag: tags.comment, color: "#556274", fontStyle: "italic" },
  { tag: [tags.atom, tags.standard(tags.variableName)], color: "#1d4ed8" },
]);

const looks = EditorView.theme({
  "&": { fontSize: "13.5px", height: "100%", color: "#0f172a", backgroundColor: "#fff" },
  "&.cm-focused": { outline: "2px solid #1d4ed8", outlineOffset: "-2px" },
  ".cm-content": { fontFamily: "ui-monospace, Menlo, Consolas, 'Noto Sans Mono CJK SC', monospace", padding: "10px 0" },
  ".cm-gutters": { backgroundColor: "#f6f8fa", color: "#556274", border: "0" },
  ".cm-scroller": { overflow: "auto" },
});

const WORDS =
  "SELECT DISTINCT WHERE FILTER OPTIONAL UNION BIND VALUES GROUP BY ORDER BY LIMIT COUNT STR LANG CONTAINS REGEX GRAPH ASK CONSTRUCT DESCRIBE";

/** An editor in `host`: `{ text(), setText(text), focus() }`. `terms` complete words; `run` is called at Ctrl-Enter. */
export function sparqlEditor(host, name, terms, run) {
  const root = host.attachShadow({ mode: "open" });
  const words = [
    ...WORDS.split(" ").map((label) => ({ label, type: "keyword" })),
    ...terms.map((label) => ({ label, type: "property" })),
  ];
  const extensions = [
    lineNumbers(),
    history(),
    drawSelection(),
    bracketMatching(),
    closeBrackets(),
    StreamLanguage.define(sparql),
    syntaxHighlighting(colors),
    looks,
    autocompletion({ override: [completeFromList(words)] }),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ "aria-label": name, lang: "en", tabindex: "0" }),
    keymap.of([
      {
        key: "Mod-Enter",
        run: () => {
          run();
          return true;
        },
      },
      ...completionKeymap,
      ...defaultKeymap,
      ...historyKeymap,
    ]),
  ];
  const view = new EditorView({ state: EditorState.create({ extensions }), parent: root, root });
  return {
    text: () => view.state.doc.toString(),
    setText: (text) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } }),
    focus: () => view.focus(),
  };
}
