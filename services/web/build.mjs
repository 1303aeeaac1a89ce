// build.mjs — bundles the page into $OUT; file names carry a hash, so browsers may cache them for
// good.
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { basename, join } from "node:path";
import { layout } from "./layout.mjs";

const FIRST_LOAD_MOST = 60 * 1024; // compressed, for a phone on a slow line
const VIEW_MOST = 40 * 1024; // what a view loads besides
const FIRST_FILES_MOST = 3, VIEW_FILES_MOST = 1; // see layout.mjs
const out = process.env.OUT || "dist";
mkdirSync(out, { recursive: true });
for (const name of readdirSync(out)) {
  if (/-[A-Z0-9]{8}\.(js|css)(\.gz)?$/.test(name)) {
    rmSync(join(out, name));
  }
}
const START = "src/main.tsx";
const page = {
  entryPoints: { app: START },
  bundle: true,
  splitting: true,
  minify: true,
  format: "esm",
  target: "es2021",
  supported: { "top-level-await": true }, // the English words
  outdir: out,
  entryNames: "[name]-[hash]",
  chunkNames: "[name]-[hash]",
  metafile: true,
  legalComments: "none",
};
const { metafile: { inputs } } = await build({ ...page, write: false });
const { metafile: { outputs } } = await build({ ...page, plugins: [layout(inputs, START)] });
// The file and what it imports at once.
function needed(path, known = new Set()) {
  if (!known.has(path)) {
    known.add(path);
    outputs[path].imports.filter((one) => one.kind === "import-statement").forEach((one) => needed(one.path, known));
  }
  return known;
}
const script = Object.keys(outputs).find((path) => outputs[path].entryPoint === START);
const style = outputs[script].cssBundle;
// The chunks that the script imports are read beside it, not after it: a round trip less.
const beside = [...needed(script)].filter((path) => path !== script)
  .map((path) => `<link rel="modulepreload" href="/${basename(path)}">`).join("");
const html = readFileSync("src/index.html", "utf8").replace("@script", basename(script)).replace("@style", basename(style)).replace("@beside", beside);
writeFileSync(join(out, "index.html"), html);
const plain = ["icon.svg", "manifest.webmanifest", "quality.json"].map((name) => [name, join("src", name)])
  .concat(readdirSync("src/icons").map((name) => [name, join("src/icons", name)]));
for (const [name, from] of plain) {
  writeFileSync(join(out, name), readFileSync(from));
}
// The service worker knows the files of this very build, and is another one when one of them is.
const files = ["index.html", ...plain.map(([name]) => name), ...Object.keys(outputs).map((path) => basename(path))];
const contents = createHash("sha256");
files.forEach((name) => contents.update(name).update(readFileSync(join(out, name))));
const shell = { version: contents.digest("hex").slice(0, 12), files: files.map((name) => `/${name}`).sort() };
await build({
  entryPoints: { sw: "src/sw/sw.ts" },
  bundle: true,
  minify: true,
  target: "es2021",
  outdir: out,
  define: { SHELL: JSON.stringify(shell) },
  legalComments: "none",
});
const packed = {};
for (const path of Object.keys(outputs)) {
  const bytes = gzipSync(readFileSync(path), { level: 9 });
  writeFileSync(`${path}.gz`, bytes);
  packed[path] = bytes.length;
}

const sum = (paths) => [...paths].reduce((total, path) => total + packed[path], 0);
let isOver = false;
function hold(name, paths, mostBytes, mostFiles) {
  const isTooMuch = sum(paths) > mostBytes || paths.length > mostFiles;
  isOver ||= isTooMuch;
  console.log(`${name}: ${(sum(paths) / 1024).toFixed(1)} KiB compressed of ${mostBytes / 1024}, ${paths.length} files of ${mostFiles}${isTooMuch ? ", TOO MUCH" : ""}`);
}
const first = needed(script).add(style);
hold("first load", [...first], FIRST_LOAD_MOST, FIRST_FILES_MOST);
for (const path of Object.keys(outputs).filter((one) => outputs[one].entryPoint && one !== script).sort()) {
  const more = [...needed(path)].filter((one) => !first.has(one));
  hold(basename(outputs[path].entryPoint), more, VIEW_MOST, VIEW_FILES_MOST);
}
process.exit(isOver ? 1 : 0);
