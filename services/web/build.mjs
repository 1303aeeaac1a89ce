// build.mjs — bundles the page into $OUT; file names carry a hash, so browsers may cache them for
// good.
import { build } from "esbuild";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { join } from "node:path";

const FIRST_LOAD_MOST = 60 * 1024; // compressed, for a phone on a slow line
const out = process.env.OUT || "dist";
mkdirSync(out, { recursive: true });
for (const name of readdirSync(out)) {
  if (/^app-.*\.(js|css)(\.gz)?$/.test(name)) {
    rmSync(join(out, name));
  }
}
const result = await build({
  entryPoints: { app: "src/main.tsx" },
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2021",
  outdir: out,
  entryNames: "[name]-[hash]",
  metafile: true,
  legalComments: "none",
});
const files = Object.keys(result.metafile.outputs).map((path) => path.split("/").pop());
const script = files.find((name) => name.endsWith(".js"));
const style = files.find((name) => name.endsWith(".css"));
const page = readFileSync("src/index.html", "utf8").replace("@script", script).replace("@style", style);
writeFileSync(join(out, "index.html"), page);
writeFileSync(join(out, "icon.svg"), readFileSync("src/icon.svg"));
// Keeps what `make quality` has measured; empty until it has run.
if (!existsSync(join(out, "quality.json"))) {
  writeFileSync(join(out, "quality.json"), '{"checks":{}}\n');
}
let total = 0;
for (const name of [script, style]) {
  const packed = gzipSync(readFileSync(join(out, name)), { level: 9 });
  writeFileSync(join(out, `${name}.gz`), packed);
  total += packed.length;
}
if (total > FIRST_LOAD_MOST) {
  console.error(`the page's first load is ${total} bytes compressed; at most ${FIRST_LOAD_MOST}`);
  process.exit(1);
}
console.log(`page: ${(total / 1024).toFixed(1)} KiB compressed`);
