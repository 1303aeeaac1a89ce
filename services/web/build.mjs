// build.mjs — bundles the page into $OUT; file names carry a hash, so browsers may cache them for
// good.
import { build } from "esbuild";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { basename, join } from "node:path";

const FIRST_LOAD_MOST = 60 * 1024; // compressed, for a phone on a slow line
const VIEW_MOST = 40 * 1024; // what a view loads besides
const out = process.env.OUT || "dist";
mkdirSync(out, { recursive: true });
for (const name of readdirSync(out)) {
  if (/-[A-Z0-9]{8}\.(js|css)(\.gz)?$/.test(name)) {
    rmSync(join(out, name));
  }
}
const { metafile: { outputs } } = await build({
  entryPoints: { app: "src/main.tsx" },
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
});
const script = Object.keys(outputs).find((path) => outputs[path].entryPoint === "src/main.tsx");
const style = outputs[script].cssBundle;
const page = readFileSync("src/index.html", "utf8").replace("@script", basename(script)).replace("@style", basename(style));
writeFileSync(join(out, "index.html"), page);
writeFileSync(join(out, "icon.svg"), readFileSync("src/icon.svg"));
// Keeps what `make quality` has measured; empty until it has run.
if (!existsSync(join(out, "quality.json"))) {
  writeFileSync(join(out, "quality.json"), '{"checks":{}}\n');
}
const packed = {};
for (const path of Object.keys(outputs)) {
  const bytes = gzipSync(readFileSync(path), { level: 9 });
  writeFileSync(`${path}.gz`, bytes);
  packed[path] = bytes.length;
}

// The file and what it imports at once.
function needed(path, known = new Set()) {
  if (!known.has(path)) {
    known.add(path);
    outputs[path].imports.filter((one) => one.kind === "import-statement").forEach((one) => needed(one.path, known));
  }
  return known;
}
const sum = (paths) => [...paths].reduce((total, path) => total + packed[path], 0);
let isOver = false;
function hold(name, size, most) {
  isOver ||= size > most;
  console.log(`${name}: ${(size / 1024).toFixed(1)} KiB compressed of ${most / 1024}${size > most ? ", TOO MUCH" : ""}`);
}
const first = needed(script).add(style);
hold("first load", sum(first), FIRST_LOAD_MOST);
for (const path of Object.keys(outputs).filter((one) => outputs[one].entryPoint && one !== script).sort()) {
  const more = [...needed(path)].filter((one) => !first.has(one));
  hold(basename(outputs[path].entryPoint), sum(more), VIEW_MOST);
}
process.exit(isOver ? 1 : 0);
