// build.mjs — bundles the page into $OUT; file names carry a hash, so browsers may cache them for
// good.
import { build } from "esbuild";
import { createHash } from "node:crypto";
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
const plain = ["icon.svg", "manifest.webmanifest"].map((name) => [name, join("src", name)])
  .concat(readdirSync("src/icons").map((name) => [name, join("src/icons", name)]));
for (const [name, from] of plain) {
  writeFileSync(join(out, name), readFileSync(from));
}
// Keeps what `make quality` has measured; empty until it has run.
if (!existsSync(join(out, "quality.json"))) {
  writeFileSync(join(out, "quality.json"), '{"checks":{}}\n');
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
