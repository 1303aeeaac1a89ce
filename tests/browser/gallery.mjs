// gallery.mjs — bundles the gallery of parts (services/web/src/gallery.tsx), which the product
// does not have, and serves it on a port of its own.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";

const web = new URL("../../services/web/", import.meta.url).pathname;
const { build } = createRequire(`${web}package.json`)("esbuild");
const { outputFiles } = await build({
  absWorkingDir: web, entryPoints: ["src/gallery.tsx"], bundle: true, splitting: true, format: "esm", outdir: "/", entryNames: "gallery",
  write: false, target: "es2021", supported: { "top-level-await": true },
});
const files = new Map(outputFiles.map((file) => [file.path, Buffer.from(file.contents)]));
const page = readFileSync(`${web}src/index.html`, "utf8").replace("@script", "gallery.js").replace("@style", "gallery.css");
const TYPES = { js: "text/javascript", css: "text/css" };
const server = createServer((request, response) => {
  const file = files.get(request.url);
  response.writeHead(200, { "Content-Type": TYPES[request.url.split(".").pop()] ?? "text/html" });
  response.end(file ?? page);
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
server.unref();
export const gallery = `http://127.0.0.1:${server.address().port}/`;
