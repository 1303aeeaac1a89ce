// page.mjs — measures each view of a running system as a phone meets it: the processor four times
// slower, 400 kbit/s and 400 ms per round trip (WebPageTest's "slow 3G").  A view can be used when
// its heading stands and nothing of it is waiting.  Prints name, value, unit, reference, its value.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const { chromium } = createRequire(`${process.cwd()}/`)("playwright-core");
const base = `http://${process.env.MINHCHUNG_HTTP}`;
const accounts = JSON.parse(readFileSync(process.env.MC_ACCOUNTS, "utf8"));
const REST_MS = 1500; // until what was still on its way is kept for the next visit
const FIRST_AIM = 5000, LATER_AIM = 2000; // ms
const VIEWS = {
  officer: ["", "tieu-chi", "can-sua", "nop", "tin-bao", "don-vi/U7/danh-gia", "don-vi/U7/tieu-chi/C8"],
  council: ["don-vi/U7/danh-gia"],
  inspector: ["", "can-sua", "bang-diem", "don-vi/U7"],
  committee: ["", "cong-bo"],
  editor: ["", "quy-tac"],
  admin: ["", "don-vi", "tai-khoan"],
};
const runs = Number(process.env.BENCH_RUNS ?? 3);
const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];
const executablePath = process.env.CHROMIUM || execFileSync("sh", ["-c", "command -v chromium"], { encoding: "utf8" }).trim();
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });

async function slowTab(context) {
  const page = await context.newPage();
  page.setDefaultTimeout(120000);
  const tools = await context.newCDPSession(page);
  const told = { requests: 0, bytes: 0 };
  await tools.send("Network.enable");
  tools.on("Network.loadingFinished", (event) => { told.requests++; told.bytes += event.encodedDataLength; });
  await tools.send("Network.emulateNetworkConditions", { offline: false, latency: 400, downloadThroughput: 50000, uploadThroughput: 50000 });
  await tools.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  return { page, told };
}
async function visit(context, place) {
  const { page, told } = await slowTab(context);
  const began = performance.now();
  await page.goto(`${base}/tinh/${place}`, { waitUntil: "commit" });
  await page.locator("main:has(h1):not(:has(.skeleton))").waitFor();
  const ms = performance.now() - began;
  const state = await page.evaluate(() => ({ isBad: document.querySelector("main [role=alert]") !== null }));
  const seen = { ms, ...told, ...state };
  await page.waitForTimeout(REST_MS);
  await page.close();
  return seen;
}
function note(name, value, unit, reference = "", beside = "") {
  console.log([name, value, unit, reference, beside].join("\t"));
}
function report(name, seen, aim) {
  note(`${name}, usable`, Math.round(median(seen.map((one) => one.ms))), "ms", "aim", aim);
  note(`${name}, read`, Math.round(median(seen.map((one) => one.bytes)) / 1024), "KiB");
  note(`${name}, requests`, median(seen.map((one) => one.requests)), "requests");
  if (seen.some((one) => one.isBad)) {
    console.error(`${name}: the view shows a fault`);
    process.exitCode = 1;
  }
}
const phone = { viewport: { width: 360, height: 740 }, locale: "vi-VN" };
async function signedIn({ username, password }) {
  const context = await browser.newContext(phone);
  const page = await context.newPage();
  await page.goto(base);
  await page.getByLabel("Tên đăng nhập").fill(username);
  await page.getByLabel("Mật khẩu").fill(password);
  await page.getByRole("button", { name: "Đăng nhập" }).click();
  await page.locator(".frame").waitFor();
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  await page.close();
  return context;
}
async function repeat(work) {
  const seen = [];
  for (let run = 0; run < runs; run++) {
    seen.push(await work());
  }
  return seen;
}

for (const [role, places] of Object.entries(VIEWS)) {
  const context = await signedIn(accounts.find((account) => account.role === role));
  if (role === "officer") {
    const storageState = await context.storageState();
    report("page, officer's home, first visit", await repeat(async () => {
      const fresh = await browser.newContext({ ...phone, storageState });
      const seen = await visit(fresh, "");
      await fresh.close();
      return seen;
    }), FIRST_AIM);
  }
  for (const place of places) {
    report(`page, ${role}, /${place}`, await repeat(() => visit(context, place)), LATER_AIM);
  }
  await context.close();
}
await browser.close();
