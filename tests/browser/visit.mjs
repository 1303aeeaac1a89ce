// visit.mjs — a browser on the page: prints the steps a line each, takes screenshots, collects
// axe's findings and the errors on the console.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";

export const base = `http://${process.env.MINHCHUNG_HTTP}`;
export const accounts = process.env.MC_ACCOUNTS ? JSON.parse(readFileSync(process.env.MC_ACCOUNTS, "utf8")) : [];
// The campaign that is open; the other one, 2023, is published.
export const running = process.env.MC_RUNNING;
// A day in the office's time zone, 0: today; and as a person writes it.
export const dayBefore = (days) => new Date(Date.now() + 7 * 3600e3 - days * 864e5).toISOString().slice(0, 10);
export const written = (iso) => iso.split("-").reverse().join("/");
const shots = process.env.MC_SHOTS;
const axe = readFileSync(new URL("node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const executablePath = process.env.CHROMIUM || execFileSync("sh", ["-c", "command -v chromium"], { encoding: "utf8" }).trim();
mkdirSync(shots, { recursive: true });

let failures = 0;
export const complaints = [];
export async function check(what, work) {
  try {
    await work();
    console.log(`ok    ${what}`);
  } catch (error) {
    failures++;
    console.log(`FAIL  ${what}: ${String(error).split("\n").slice(0, 6).join(" | ")}`);
  }
}
export function must(condition, why) {
  if (!condition) {
    throw new Error(why);
  }
}

export const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "vi-VN", bypassCSP: true, serviceWorkers: "block" });
export const page = await context.newPage();
export const patience = Number(process.env.MC_HANG_S) * 1000;
page.setDefaultTimeout(patience);
export function watch(tab) {
  tab.on("console", (message) => {
    if (message.type() === "error" && !message.text().includes("401")) {
      complaints.push(message.text());
    }
  });
  tab.on("pageerror", (error) => complaints.push(String(error)));
}
watch(page);

export const shoot = (name) => page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
export async function accessible(name) {
  // Names of templates stand in two braces.
  const hole = await page.evaluate(() => document.body.innerText.match(/(?<!\{)\{\w+\}/)?.[0]);
  must(!hole, `${name}: nothing fills ${hole}`);
  await page.evaluate(axe);
  const result = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  const serious = result.violations.filter((violation) => ["serious", "critical"].includes(violation.impact));
  must(serious.length === 0, `${name}: ${serious.map((violation) => `${violation.id} ${violation.nodes[0].html}`).join("; ")}`);
}
export async function fits(name) {
  const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  must(content <= window, `${name} is ${content} wide on ${window}`);
}
export async function signIn(role) {
  const account = accounts.find((one) => one.role === role);
  await context.clearCookies();
  await page.goto(base);
  await page.getByLabel("Tên đăng nhập").fill(account.username);
  await page.getByLabel("Mật khẩu").fill(account.password);
  await page.getByRole("button", { name: "Đăng nhập" }).click();
  await page.locator(".frame").waitFor();
  return account;
}
export async function leave() {
  await browser.close();
  process.exit(failures === 0 ? 0 : 1);
}
