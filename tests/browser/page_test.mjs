// page_test.mjs — one officer's visit in a real Chromium: sign in, the board, the unit, a receipt,
// a new evidence item whose verdict and points appear without reloading, a phone, and axe's
// findings. Screenshots go to $MC_SHOTS.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const base = `http://${process.env.MINHCHUNG_HTTP}`;
const accounts = JSON.parse(readFileSync(process.env.MC_ACCOUNTS, "utf8"));
const running = process.env.MC_RUNNING;
const shots = process.env.MC_SHOTS;
// A day that is past and within the period.
const past = new Date(Date.now() - 30 * 864e5).toISOString().slice(0, 10);
// A unit whose criteria have room left.
const officers = accounts.filter((account) => account.role === "officer" && account.unit);
const officer = officers.find((account) => account.unit === "HD-TRACU") ?? officers[0];
const axe = readFileSync(new URL("node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const executablePath = process.env.CHROMIUM || execFileSync("sh", ["-c", "command -v chromium"], { encoding: "utf8" }).trim();
mkdirSync(shots, { recursive: true });

let failures = 0;
const complaints = [];
async function check(what, work) {
  try {
    await work();
    console.log(`ok    ${what}`);
  } catch (error) {
    failures++;
    console.log(`FAIL  ${what}: ${String(error).split("\n").slice(0, 6).join(" | ")}`);
  }
}
function must(condition, why) {
  if (!condition) {
    throw new Error(why);
  }
}

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
// The page's own policy forbids what playwright evaluates; a separate test checks the policy.
const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "vi-VN", bypassCSP: true });
const page = await context.newPage();
page.setDefaultTimeout(Number(process.env.MC_HANG_S) * 1000);
page.on("console", (message) => {
  // The page learns from a 401 to its first request that no account is signed in.
  if (message.type() === "error" && !message.text().includes("401")) {
    complaints.push(message.text());
  }
});
page.on("pageerror", (error) => complaints.push(String(error)));
const shoot = (name) => page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
async function accessible(name) {
  await page.evaluate(axe);
  const result = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  const serious = result.violations.filter((violation) => ["serious", "critical"].includes(violation.impact));
  must(serious.length === 0, `${name}: ${serious.map((violation) => `${violation.id} ${violation.nodes[0].html}`).join("; ")}`);
}
async function fits(name) {
  const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  must(content <= window, `${name} is ${content} wide on ${window}`);
}

await check("a wrong password is told", async () => {
  await page.goto(base);
  await shoot("sign-in");
  await accessible("sign-in");
  await page.getByLabel("Tên đăng nhập").fill(officer.username);
  await page.getByLabel("Mật khẩu").fill("không phải mật khẩu");
  await page.getByRole("button", { name: "Đăng nhập" }).click();
  await page.getByRole("alert").waitFor();
});
complaints.length = 0;
await check("an officer signs in and sees what is to be done, by when and for how much", async () => {
  await page.getByLabel("Mật khẩu").fill(officer.password);
  await page.getByRole("button", { name: "Đăng nhập" }).click();
  await page.getByRole("heading", { name: "Cần làm ngay" }).waitFor();
  await page.getByText("Trực tiếp").waitFor();
  must(new URL(page.url()).pathname === `/${running}`, `the address names no campaign: ${page.url()}`);
  must((await page.title()) === "Hôm nay · Minh Chứng", await page.title());
  const counts = await page.evaluate(async ([year, unit]) => {
    const own = await (await fetch(`/api/v1/campaigns/${year}/units/${unit}`)).json();
    return own.criteria.filter((row) => row.level === "criterion" && row.state !== "not_applicable"
      && Object.values(row.evidence).every((count) => count === 0) && Number(row.points) > Number(row.value ?? 0)).length;
  }, [running, officer.unit]);
  await page.getByRole("link", { name: `Tất cả ${counts}` }).click();
  await page.locator(".criteria tbody tr").first().waitFor();
  must((await page.getByRole("button", { name: "Chưa có minh chứng" }).getAttribute("aria-pressed")) === "true", "the filter is not on");
  must((await page.locator(".criteria tbody tr.group").count()) === 0, "groups among filtered criteria");
  await page.reload();
  await page.locator(".criteria tbody tr").first().waitFor();
  must((await page.getByRole("button", { name: "Chưa có minh chứng" }).getAttribute("aria-pressed")) === "true", "the filter is lost by a reload");
  await page.goBack();
  await page.getByRole("heading", { name: "Cần làm ngay" }).waitFor();
  const pace = await page.getByText("Nhịp cần có hôm nay").first().innerText();
  must(/ [\d.]+(,\d{1,2})?$/.test(pace), `more than two decimals: ${pace}`);
  await shoot("today");
  await accessible("today");
});
await check("before publication an officer's board shows the own unit alone, and why", async () => {
  await page.getByRole("link", { name: "Kết quả", exact: true }).click();
  await page.getByRole("heading", { name: /^Kết quả: / }).waitFor();
  await page.locator("main").getByRole("link", { name: "Bảng điểm", exact: true }).click();
  await page.getByText("Kết quả chưa công bố").waitFor();
  must((await page.locator(".board tbody tr").count()) === 1, "rows of dashes");
  await shoot("board");
  await accessible("board");
});
await check("the own unit, its criteria and a receipt", async () => {
  await page.getByRole("link", { name: "Tiêu chí", exact: true }).click();
  await page.locator(".criteria tbody tr").nth(40).waitFor();
  await shoot("unit");
  await accessible("unit");
  await page.locator(".criteria button.number").first().click();
  await page.getByText("Cách tính").waitFor();
  await shoot("receipt");
  await accessible("receipt");
  await page.getByRole("button", { name: "Đóng" }).click();
});
await check("how the total came about, and what would raise it most", async () => {
  await page.getByRole("button", { name: /^Tổng điểm/ }).click();
  await page.getByText(/^Điểm cơ bản: /).waitFor();
  await shoot("total");
  await accessible("total");
  await page.getByRole("button", { name: "Đóng" }).click();
  await page.getByText("Việc gì nâng điểm nhiều nhất?").click();
  await page.getByText("tổng điểm tăng").nth(4).waitFor();
  await shoot("gains");
  await accessible("gains");
});
await check("the unit's figures over time, beside its peers", async () => {
  await page.getByText("Số liệu theo thời gian").click();
  await page.locator(".figures tbody tr").nth(5).waitFor();
  await page.getByText("quá ít số liệu để đánh giá").first().waitFor();
  await shoot("figures");
  await accessible("figures");
});
await check("days with good news, weeks with a good story", async () => {
  await page.getByText("Tin tốt, câu chuyện đẹp").click();
  await page.getByRole("heading", { name: "Mỗi tuần một câu chuyện đẹp" }).waitFor();
  const missed = await page.getByText(/^\d+ ngày còn thiếu$/).innerText();
  const shown = await page.locator(".month .missed").count();
  const weeks = await page.getByText(/^\d+ tuần còn thiếu$/).innerText();
  if (shown !== parseInt(missed, 10) + parseInt(weeks, 10) || await page.locator(".month .covered").count() < 100) {
    throw new Error(`the calendar shows ${shown} missed: ${missed}, ${weeks}`);
  }
  await shoot("cadence");
  await accessible("cadence");
});
await check("what the last export of the member software says", async () => {
  await page.getByText("Phần mềm Quản lý đoàn viên", { exact: true }).click();
  await page.getByText("Cách tính điểm").first().waitFor();
  await page.locator("details.members .items li", { hasText: "Họ tên gõ bằng phông chữ cũ" }).getByText(/Đoàn viên dòng \d+/).waitFor();
  await accessible("members");
});

let before = "";
let criterion = "";
let filed = "";
const pointsOf = () => page.locator(".total .number").innerText();
await check("a piece is filed with a file", async () => {
  await page.getByRole("link", { name: "Nộp", exact: true }).click();
  criterion = await page.evaluate(async ([year, unit]) => {
    const campaign = await (await fetch(`/api/v1/campaigns/${year}`)).json();
    const own = await (await fetch(`/api/v1/campaigns/${year}/units/${unit}`)).json();
    const free = campaign.criteria.filter((row) => row.rule?.kind === "per_occurrence"
      && (row.required_kinds.length === 0 || row.required_kinds.includes("document"))).map((row) => row.code);
    // Room for two more evidence items below the cap.
    const each = Object.fromEntries(campaign.criteria.map((row) => [row.code, Number(row.rule?.points ?? 0)]));
    const room = (row) => Number(campaign.criteria.find((one) => one.code === row.code).rule.cap ?? row.points) - Number(row.value);
    return own.criteria.find((row) => free.includes(row.code) && row.value !== null && room(row) >= 2 * each[row.code]).code;
  }, [running, officer.unit]);
  before = await page.evaluate(async ([year, unit, code]) =>
    (await (await fetch(`/api/v1/campaigns/${year}/units/${unit}/criteria/${code}/receipt`)).json()).value, [running, officer.unit, criterion]);
  const path = join(tmpdir(), `ke-hoach-${Date.now()}.txt`);
  filed = `Kế hoạch tổ chức ngày thứ Bảy tình nguyện, số ${Date.now()}.\n`;
  writeFileSync(path, filed);
  await page.getByLabel("Tiêu chí").fill(criterion);
  await page.locator(".select [role=option]").first().waitFor();
  await page.getByLabel("Tiêu chí").press("Enter");
  await page.getByLabel("Tiêu đề").fill("Kế hoạch ngày thứ Bảy tình nguyện");
  await page.getByLabel("Ngày diễn ra").fill(past);
  await page.getByLabel("Số, ký hiệu văn bản").fill("15-KH/ĐTN");
  await page.getByLabel("Tệp đính kèm").setInputFiles(path);
  await shoot("file");
  await accessible("file");
  await page.getByRole("button", { name: "Nộp", exact: true }).click();
  await page.waitForURL(/minh-chung/);
});
await check("its verdict comes without reloading", async () => {
  await page.locator(".verdict.valid").waitFor();
  await shoot("evidence");
  await accessible("evidence");
});
await check("its file can be saved again", async () => {
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator("dl a[download]").click()]);
  const saved = readFileSync(await download.path(), "utf8");
  if (saved !== filed || !download.suggestedFilename().startsWith("ke-hoach-")) {
    throw new Error(`${download.suggestedFilename()}: ${saved}`);
  }
});
await check("it is mended, and its file kept without being sent again", async () => {
  const here = page.url();
  await page.getByRole("link", { name: "Sửa và nộp lại" }).click();
  must(await page.getByLabel("Tiêu đề").inputValue() === "Kế hoạch ngày thứ Bảy tình nguyện", "the title is not there");
  must(await page.getByLabel(/^ke-hoach-/).isChecked(), "the file is not kept");
  await page.getByLabel("Tiêu đề").fill("Kế hoạch ngày thứ Bảy tình nguyện của đơn vị");
  await shoot("mend");
  await accessible("mend");
  await page.getByRole("button", { name: "Nộp bản sửa" }).click();
  await page.waitForURL(here);
  await page.getByText("(lần 2)").waitFor();
  await page.locator(".verdict.valid").waitFor();
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator("dl a[download]").click()]);
  must(readFileSync(await download.path(), "utf8") === filed, "another file");
});
await check("what is to be mended is listed, and leads to its piece", async () => {
  await page.getByRole("link", { name: "Cần sửa", exact: true }).click();
  await page.getByRole("heading", { name: "Việc cần sửa" }).waitFor();
  await page.locator(".findings .items li").first().waitFor();
  await shoot("findings-list");
  await accessible("findings-list");
  const title = await page.locator(".findings .items li p a").first().innerText();
  await page.locator(".findings .items li p a").first().click();
  await page.getByRole("heading", { name: title, exact: true }).waitFor();
  await page.goBack();
  await page.getByLabel("Mức").selectOption("hint");
  await page.waitForFunction(() => [...document.querySelectorAll("section.findings")].every((one) => one.classList.contains("hint")));
  await page.goto(`${base}/don-vi/${officer.unit}/tieu-chi/${criterion}`);
  await page.getByRole("link", { name: "Kế hoạch ngày thứ Bảy tình nguyện của đơn vị" }).first().click();
  await page.getByText("(lần 2)").waitFor();
});
await check("the points of its criterion have changed", async () => {
  await page.locator("dl a", { hasText: new RegExp(`^${criterion.replaceAll(".", "\\.")} `) }).click();
  await page.waitForFunction((old) => {
    const shown = document.querySelector(".total .number")?.textContent?.replace(/\./g, "").replace(",", ".");
    return shown && shown !== "–" && Number(shown) > Number(old);
  }, before);
  await shoot("criterion");
  await accessible("criterion");
  console.log(`      ${criterion}: ${before} -> ${await pointsOf()}`);
});
await check("points change while one looks on", async () => {
  const shown = await pointsOf();
  await page.evaluate(async ([year, day, unit, code, key]) => {
    const session = await (await fetch("/api/v1/session")).json();
    const answer = await fetch("/api/v1/evidence", {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRF-Token": session.csrf, "Idempotency-Key": key },
      body: JSON.stringify({ campaign: year, unit, criteria: [code], kind: "document", title: "Kế hoạch ra quân", occurred_on: day,
        document_symbol: "16-KH/ĐTN", link: `https://tinhdoan.example/ke-hoach-ra-quan?lan=${key}` }),
    });
    if (answer.status !== 202) {
      throw new Error(await answer.text());
    }
  }, [running, past, officer.unit, criterion, `look-${Date.now()}`]);
  await page.waitForFunction((old) => document.querySelector(".total .number")?.textContent !== old, shown);
});
await check("findings name line and words", async () => {
  await page.evaluate(async (unit) => {
    const list = await (await fetch(`/api/v1/evidence?unit=${unit}&verdict=mend&limit=5`)).json();
    history.pushState(null, "", `/minh-chung/${list.items[0].id}`);
    dispatchEvent(new PopStateEvent("popstate"));
  }, officer.unit);
  await page.locator(".findings .items li").first().waitFor();
  await shoot("findings");
  await accessible("findings");
});
await check("an article shows its quality, of what it consists and what would raise it", async () => {
  const id = await page.evaluate(async (unit) => {
    const list = await (await fetch(`/api/v1/evidence?unit=${unit}&limit=200`)).json();
    for (const item of list.items.filter((one) => one.kind === "article")) {
      const piece = await (await fetch(`/api/v1/evidence/${item.id}`)).json();
      if (piece.quality && piece.quality.score < 100) {
        history.pushState(null, "", `/minh-chung/${item.id}`);
        dispatchEvent(new PopStateEvent("popstate"));
        return item.id;
      }
    }
    return null;
  }, officer.unit);
  must(id !== null, "no article of the unit has a score below 100");
  await page.locator(".quality summary").click();
  const parts = await page.locator(".quality tbody tr").allInnerTexts();
  const score = Number(/(\d+)\/100/.exec(await page.locator(".quality h2").innerText())[1]);
  const sum = parts.reduce((all, row) => all + Number(/(\d+)\/\d+\s*$/.exec(row)[1]), 0);
  must(parts.length === 9 && sum === score, `${score}: ${parts.join("; ")}`);
  must(await page.locator(".quality li").count() > 0, "nothing would raise it");
  await shoot("quality");
  await accessible("quality");
  await page.setViewportSize({ width: 390, height: 844 });
  await fits("quality");
  await shoot("phone-quality");
  await page.setViewportSize({ width: 1280, height: 900 });
});
await check("everything fits a phone", async () => {
  await page.setViewportSize({ width: 360, height: 740 });
  for (const [name, path] of [["today", "/"], ["board", "/bang-diem"], ["unit", `/don-vi/${officer.unit}`], ["criterion", `/don-vi/${officer.unit}/tieu-chi/${criterion}`],
    ["file", "/nop"], ["sheet", "/nop-bang"], ["findings-list", "/can-sua"], ["inbox", "/tin-bao"]]) {
    await page.goto(base + path);
    await page.locator("main h1").waitFor();
    await page.waitForTimeout(700);
    await fits(name);
    await shoot(`phone-${name}`);
  }
  await accessible("phone");
});
await check("a spreadsheet that is none is told", async () => {
  const path = join(tmpdir(), `bang-${Date.now()}.xlsx`);
  writeFileSync(path, "không phải bảng tính\n");
  await page.goto(`${base}/nop-bang`);
  await page.getByLabel("Bảng tính").setInputFiles(path);
  await page.getByRole("button", { name: "Xem trước" }).click();
  await page.getByText("Không tìm thấy dòng tiêu đề").waitFor();
  await page.getByRole("heading", { name: "Không nhận được tệp này" }).waitFor();
});
await check("the page may load nothing from elsewhere", async () => {
  const answer = await page.request.get(base);
  must(answer.headers()["content-security-policy"]?.includes("default-src 'self'"), "no policy");
});
// Under "Thêm" on a phone.
async function signOut() {
  await page.getByRole("button", { name: "Thêm" }).click();
  await page.getByRole("button", { name: "Đăng xuất" }).click();
}
await check("signing out", async () => {
  await signOut();
  await page.getByLabel("Tên đăng nhập").waitFor();
});

// The council of a unit in which no other test files, on a phone: the demo's scores so far, a number
// of its own, and the step that closes it, which needs minutes.
const council = accounts.find((account) => account.role === "council" && account.unit === "HD-CAUKE");
await check("the council changes a score and closes it with minutes", async () => {
  await page.getByLabel("Tên đăng nhập").fill(council.username);
  await page.getByLabel("Mật khẩu").fill(council.password);
  await page.getByRole("button", { name: "Đăng nhập" }).click();
  await page.locator(".frame").waitFor();
  await page.goto(`${base}/don-vi/${council.unit}/danh-gia`);
  const own = page.locator("input[aria-label^='Tự chấm']");
  await own.first().waitFor();
  await fits("assessment");
  await accessible("assessment");
  await page.getByRole("button", { name: /^Lấy điểm hệ thống cho/ }).click();
  await page.getByRole("button", { name: /^Lấy điểm hệ thống cho/ }).waitFor({ state: "detached" });
  await own.first().fill("999");
  await own.nth(1).focus();
  await page.getByText("1 chỗ chưa ghi được").waitFor();
  must((await own.first().getAttribute("aria-invalid")) === "true", "the faulty field is not marked");
  must((await own.first().inputValue()) === "999", "what was typed is lost");
  await shoot("phone-assessment-refused");
  await accessible("assessment-refused");
  await own.first().fill("0,25");
  await own.nth(1).focus();
  await page.getByText("1 chỗ chưa ghi được").waitFor({ state: "detached" });
  await page.getByText(/^Đã lưu/).waitFor();
  must(complaints.every((text) => /4\d\d/.test(text)), complaints.join(" | "));
  complaints.length = 0;
  await shoot("phone-assessment");
  await page.reload();
  await own.first().waitFor();
  must((await own.first().inputValue()) === "0,25", "the score was not saved");
  await page.getByRole("button", { name: "Chốt tự chấm" }).click();
  await page.getByLabel("Số, ký hiệu biên bản").fill("03-BB/HĐTĐG");
  await page.getByLabel("Ngày họp").fill("2023-11-01");
  await page.getByRole("button", { name: "Xác nhận" }).click();
  await page.getByText("biên bản 03-BB/HĐTĐG ngày 01/11/2023").waitFor();
  must((await own.count()) === 0, "what is closed can still be changed");
  await shoot("phone-assessment-closed");
});
await check("the committee is told what keeps it from publishing", async () => {
  await signOut();
  const committee = accounts.find((account) => account.role === "committee");
  await page.getByLabel("Tên đăng nhập").fill(committee.username);
  await page.getByLabel("Mật khẩu").fill(committee.password);
  await page.getByRole("button", { name: "Đăng nhập" }).click();
  await page.locator(".frame").waitFor();
  complaints.length = 0;
  await page.goto(base);
  await page.getByRole("link", { name: "Công bố kết quả" }).click();
  await page.getByText("Còn đơn vị chưa được duyệt điểm").waitFor();
  must(complaints.length === 0, complaints.join(" | "));
  complaints.length = 0;
});
await check("an editor writes a rule across figures, tries it and keeps it", async () => {
  await signOut();
  const editor = accounts.find((account) => account.role === "editor");
  await page.getByLabel("Tên đăng nhập").fill(editor.username);
  await page.getByLabel("Mật khẩu").fill(editor.password);
  await page.getByRole("button", { name: "Đăng nhập" }).click();
  await page.locator(".frame").waitFor();
  await page.goto(`${base}/${running}/quy-tac-so-lieu`);
  await page.getByRole("button", { name: "Thêm quy tắc" }).click();
  await page.getByLabel("Mã quy tắc").fill("nam-nu");
  await page.getByLabel("Tên quy tắc").fill("Nam ít nhất bằng nửa tổng số");
  await page.getByLabel("Vế trái: tên số liệu 1").fill("Nam");
  await page.getByLabel("So sánh").selectOption("at_least");
  await page.getByLabel("Vế phải: tên số liệu 1").fill("Tổng số người tham gia");
  await page.getByLabel("Vế phải: nhân với 1").fill("0.5");
  await page.getByRole("button", { name: "Thử", exact: true }).click();
  await page.getByText(/quy tắc xét được/).waitFor();
  await shoot("phone-figure-rule");
  await accessible("figure-rule");
  await fits("figure-rule");
  complaints.length = 0;
  await page.getByLabel("Vế phải: nhân với 1").fill("nửa");
  await page.getByRole("button", { name: "Lưu quy tắc" }).click();
  await page.getByText("/right/0/times").or(page.getByText("số thập phân")).first().waitFor();
  must(complaints.every((text) => text.includes("422")), complaints.join(" | "));
  complaints.length = 0;
  await page.getByLabel("Vế phải: nhân với 1").fill("0.5");
  await page.getByRole("button", { name: "Lưu quy tắc" }).click();
  await page.getByLabel("Căn cứ của việc đổi").fill("Kết luận 12-KL/TĐTN");
  await page.getByRole("button", { name: "Lưu quy tắc" }).click();
  await page.getByRole("button", { name: "Bỏ nam-nu" }).click();
  await page.getByLabel("Căn cứ của việc đổi").fill("Kết luận 12-KL/TĐTN");
  await page.getByRole("button", { name: "Bỏ nam-nu" }).click();
  await page.getByRole("button", { name: "Bỏ nam-nu" }).waitFor({ state: "detached" });
  must(complaints.every((text) => text.includes("409")), complaints.join(" | "));
  complaints.length = 0;
});
await check("no complaint in the console", () => must(complaints.length === 0, complaints.join(" | ")));
await browser.close();
process.exit(failures === 0 ? 0 : 1);
