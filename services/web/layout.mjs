// layout.mjs — which file of the page each module is in.  esbuild makes a file for each set of views
// that share a module: some seventy, a dozen for one view, and each costs a phone a trip to its
// cache.  Here every view reads all that two views share, so that this is one set and one file; what
// only one view uses is in that view's own file.
import { readFile } from "node:fs/promises";
import { relative, resolve } from "node:path";

// The module and all that it imports at once.
function reached(inputs, path, known = new Set()) {
  if (!known.has(path)) {
    known.add(path);
    inputs[path].imports.filter((one) => one.kind === "import-statement" && !one.external).forEach((one) => reached(inputs, one.path, known));
  }
  return known;
}

// `inputs` are those of a bundle's metafile, `start` is where the page begins.
export function layout(inputs, start) {
  const views = new Set(Object.values(inputs).flatMap((input) => input.imports.filter((one) => one.kind === "dynamic-import").map((one) => one.path)));
  const users = new Map();
  for (const from of [start, start, ...views]) { // what the page begins with is for all
    reached(inputs, from).forEach((path) => users.set(path, (users.get(path) ?? 0) + 1));
  }
  const shared = [...users].filter(([path, count]) => count > 1 && path !== start && !views.has(path) && /\.tsx?$/.test(path)).map(([path]) => path);
  // A catalogue of words imports nothing, and is read before anything that is shared.
  const readers = new Set([start, ...views].filter((path) => inputs[path].imports.length > 0));
  return {
    name: "layout",
    setup(bundle) {
      bundle.onLoad({ filter: /\.tsx?$/ }, async ({ path }) => {
        if (!readers.has(relative(process.cwd(), path))) {
          return undefined;
        }
        const imports = shared.map((one) => `import ${JSON.stringify(resolve(one))};`).join("");
        return { contents: `${await readFile(path, "utf8")}\n${imports}`, loader: path.endsWith("x") ? "tsx" : "ts" };
      });
    },
  };
}
