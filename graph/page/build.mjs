// Puts the modules of src/ and the libraries they use into built/, which is committed, so that nobody else needs Node:
//     npm install && npm run build

import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

mkdirSync("built", { recursive: true });
await build({
  entryPoints: ["src/main.js"],
  outfile: "built/page.js",
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  charset: "utf8",
  legalComments: "inline",
  define: { "import.meta.url": '"about:blank"' }, // Oxigraph would fetch its WebAssembly from beside itself
});
writeFileSync("built/oxigraph.wasm.gz", gzipSync(readFileSync("node_modules/oxigraph/web_bg.wasm"), { level: 9 }));
copyFileSync("node_modules/axe-core/axe.min.js", "../../tests/axe.min.js");

// What is inlined, for the list of licences in the page.
const names = [
  "oxigraph",
  "@codemirror/autocomplete",
  "@codemirror/commands",
  "@codemirror/language",
  "@codemirror/legacy-modes",
  "@codemirror/state",
  "@codemirror/view",
  "@lezer/common",
  "@lezer/highlight",
  "@lezer/lr",
  "@marijn/find-cluster-break",
  "crelt",
  "style-mod",
  "w3c-keyname",
];
const rows = names.map((name) => {
  const { version, license } = JSON.parse(readFileSync(`node_modules/${name}/package.json`, "utf8"));
  return { name, version, license: license.replace(/\bOR\b/g, "or") };
});
writeFileSync("built/licences.json", `${JSON.stringify(rows, null, 1)}\n`);
