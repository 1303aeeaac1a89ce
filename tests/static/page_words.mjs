// page_words.mjs — finds texts of the page that do not pass t(), holes of a text that nothing
// fills, and differences between the texts and the English catalogue.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative } from "node:path";

const root = "services/web/src";
const ts = createRequire(join(process.cwd(), "services/web/package.json"))("typescript");
const VIETNAMESE = /[àáâãèéêìíòóôõùúýăđĩũơưạ-ỹ]/i;
const LETTER = /\p{L}{2}/u;
const ADDRESS = /^\S*[/.]\S*$/;
const SHOWN = ["title", "aria-label", "aria-description", "aria-valuetext", "placeholder", "alt", "label", "sub", "data-label", "heading", "hint", "summary"];
const CATALOGUE = join(root, "words.en.ts");
const faults = [];
const used = new Map();

function* sources(folder) {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) {
      yield* sources(path);
    } else if (/\.tsx?$/.test(name) && !name.endsWith(".d.ts") && path !== CATALOGUE && path !== join(root, "words.ts")) {
      yield path;
    }
  }
}

function read(path) {
  return ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest, true, path.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS);
}

function fault(node, why) {
  const file = node.getSourceFile();
  const { line } = file.getLineAndCharacterOfPosition(node.getStart());
  faults.push(`${relative(".", file.fileName)}:${line + 1}: ${why}: ${node.getText().trim().slice(0, 80)}`);
}

const holes = (text) => new Set([...text.matchAll(/\{(\w+)(?::[^{}]*)?\}/g)].map((hole) => hole[1]));
const isLiteral = (node) => ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node);
const calls = (node, ...names) => ts.isCallExpression(node) && names.includes(node.expression.getText());

// A text given to t() or nodes(): written there, and each of its holes filled.
function checkCall(call) {
  const text = call.arguments[0];
  const values = call.arguments[1] && ts.isAsExpression(call.arguments[1]) ? call.arguments[1].expression : call.arguments[1];
  if (!text || !isLiteral(text)) {
    fault(call, "the text must be written in the call");
    return;
  }
  used.set(text.text, text);
  if (text.text !== text.text.trim()) {
    fault(text, "a blank at the edge of a text");
  }
  if (values && (!ts.isObjectLiteralExpression(values) || values.properties.some(ts.isSpreadAssignment))) {
    return; // the holes are filled from elsewhere
  }
  const given = new Set((values?.properties ?? []).map((one) => one.name?.getText()));
  const wanted = holes(text.text);
  const unlike = [...wanted].filter((name) => !given.has(name)).concat([...given].filter((name) => !wanted.has(name)));
  if (unlike.length > 0) {
    fault(text, `holes and values differ in ${unlike.join(", ")}`);
  }
}

// The attribute in which the literal stands, not counting elements and functions in between.
function attributeOf(node) {
  for (let up = node.parent; up && !ts.isJsxElement(up) && !ts.isArrowFunction(up); up = up.parent) {
    if (ts.isJsxAttribute(up)) {
      return up.name.getText();
    }
  }
  return "";
}

function isFixed(node) {
  const call = ts.findAncestor(node, (up) => calls(up, "fixed") || (ts.isCallExpression(up) && up.arguments[0]?.getText() === "fixed"));
  return call !== undefined;
}

function checkLiteral(node, text) {
  const isCompared = ts.isBinaryExpression(node.parent) && /^[=!]==?$/.test(node.parent.operatorToken.getText());
  const isShown = !isCompared && SHOWN.includes(attributeOf(node)) && LETTER.test(text) && !ADDRESS.test(text);
  if ((VIETNAMESE.test(text) || isShown) && !isFixed(node)) {
    fault(node, "a text outside t()");
  }
}

function walk(node) {
  if (calls(node, "t", "nodes")) {
    checkCall(node);
    node.arguments.slice(1).forEach(walk);
    return;
  }
  if (isLiteral(node) && !ts.isImportDeclaration(node.parent)) {
    checkLiteral(node, node.text);
  } else if (ts.isTemplateExpression(node)) {
    checkLiteral(node, [node.head, ...node.templateSpans.map((span) => span.literal)].map((part) => part.text).join(""));
  } else if (ts.isJsxText(node) && LETTER.test(node.text)) {
    fault(node, "a text outside t()");
  }
  ts.forEachChild(node, walk);
}

// The catalogue: what is used stands in it once, with the holes that the text has.
function checkCatalogue() {
  const file = read(CATALOGUE);
  const known = new Set();
  (function find(node) {
    if (ts.isPropertyAssignment(node) && isLiteral(node.name) && isLiteral(node.initializer)) {
      const text = node.name.text;
      const strange = [...holes(node.initializer.text)].filter((name) => !holes(text).has(name));
      if (!used.has(text)) {
        fault(node, "English of a text that the page does not have");
      } else if (known.has(text)) {
        fault(node, "a text that stands twice");
      } else if (strange.length > 0 || node.initializer.text === "") {
        fault(node, "English with other holes than the text");
      }
      known.add(text);
    }
    ts.forEachChild(node, find);
  })(file);
  [...used].filter(([text]) => !known.has(text)).forEach(([, node]) => fault(node, "no English in words.en.ts"));
}

for (const path of sources(root)) {
  walk(read(path));
}
checkCatalogue();
console.log(faults.sort().join("\n"));
console.log(`${used.size} texts`);
process.exit(faults.length > 0 ? 1 : 0);
