// register_test.mjs — the register of outgoing papers: the committee takes, reserves, issues and cancels
// numbers, an inspector reads and prints, a unit has no way to it.
import { accessible, base, check, complaints, fits, leave, must, page, running, shoot, signIn, written, dayBefore } from "./visit.mjs";

const place = `${base}/${running}/so-van-ban`;
const ready = () => page.locator("main:has(h1):not(:has(.skeleton))").waitFor();
const rows = page.locator(".register-table tbody tr");
const row = (text) => rows.filter({ hasText: text });
const dialog = page.locator("dialog");
const stamp = Date.now() % 1e6; // of this run
const KEPT = `Giữ cho kế hoạch giám sát ${stamp}`, PAPER = `Kế hoạch phúc tra ${stamp}`, LATE = `Bổ sung thành viên đoàn kiểm tra ${stamp}`;

const numberOf = async (text) => (await row(text).locator("th").innerText()).match(/^\d+[a-z]?/)[0];
async function take(fill) {
  await page.getByRole("button", { name: "Lấy số", exact: true }).first().click();
  await dialog.getByLabel("Sổ").selectOption({ label: "KH kế hoạch – UBKTTĐ, Nhiệm kỳ 2022–2027" });
  await fill();
  await dialog.locator("button.main").click();
  await dialog.waitFor({ state: "detached" });
}

await check("the committee finds the plan of the article in the register", async () => {
  await signIn("committee");
  await page.getByRole("link", { name: "Sổ văn bản đi" }).first().click();
  await ready();
  await row("141-KH/UBKTTĐ").or(rows.first()).first().waitFor();
  await page.getByLabel("Tìm").last().fill("128-KH");
  await page.keyboard.press("Enter");
  await row("128-KH/UBKTTĐ").waitFor();
  must(new URL(page.url()).searchParams.get("q") === "128-KH", "the filter is not in the address");
  await row("128-KH/UBKTTĐ").getByRole("link", { name: /Cuộc kiểm tra KT-2023/ }).waitFor();
  await page.goto(`${place}?nam=2023`);
  await ready();
  must(await row("128a-KH/UBKTTĐ").count() === 1 && await row("140-TB/UBKTTĐ").count() === 1 && await row("145-QĐ/TĐTN-BTV").count() === 1, "papers of 2023 are missing");
  await accessible("register");
  await shoot("register");
});
await check("numbers are kept for later, and the next paper goes behind them", async () => {
  await page.goto(`${place}?so=KH-UBKTTD-2022`);
  await ready();
  await take(async () => {
    await dialog.getByLabel("Giữ trước, chưa ban hành").check();
    await dialog.getByLabel("Bao nhiêu số").fill("1");
    await dialog.getByLabel("Giữ cho việc gì").fill(KEPT);
  });
  await row(KEPT).waitFor();
  await take(async () => {
    await dialog.getByLabel("Trích yếu nội dung").fill(PAPER);
    await dialog.getByLabel("Người ký").fill("Phó Bí thư Thường trực");
  });
  await row(PAPER).waitFor();
  must(Number(await numberOf(PAPER)) === Number(await numberOf(KEPT)) + 1, "a number is missing between the two");
});
await check("an earlier day is refused with the days that fit; behind a number it gets a letter", async () => {
  await page.getByRole("button", { name: "Lấy số", exact: true }).first().click();
  await dialog.getByLabel("Trích yếu nội dung").fill(LATE);
  await dialog.getByLabel("Ngày văn bản").fill(written(dayBefore(3)));
  await dialog.locator("button.main").click();
  await dialog.getByText(/ngày hợp lệ/).first().waitFor();
  await dialog.locator("summary").click();
  const plan = await page.evaluate((code) => [...document.querySelectorAll(".register-table tr")].find((one) => one.innerText.includes(`KT-${code}`)).innerText.match(/^\d+/)[0], running);
  await dialog.getByLabel("Chèn sau số").fill(plan);
  await shoot("register-take");
  await dialog.locator("button.main").click();
  await dialog.waitFor({ state: "detached" });
  await row(LATE).waitFor();
  must(new RegExp(`^${plan}[a-z]$`).test(await numberOf(LATE)), `${await numberOf(LATE)} behind ${plan}`);
});
await check("a number is cancelled with a reason and stays", async () => {
  await row(KEPT).getByRole("button", { name: "Hủy" }).click();
  await dialog.getByLabel("Lý do").fill("Hoãn sang năm sau");
  await dialog.getByRole("button", { name: "Hủy số này" }).click();
  await row(KEPT).getByText("Đã hủy").waitFor();
  await row(KEPT).getByText("Hoãn sang năm sau").waitFor();
  await row(KEPT).locator("th button").click();
  await dialog.getByText(/hủy, “Hoãn sang năm sau”/).waitFor();
  await dialog.getByRole("button", { name: "Đóng" }).click();
  await page.setViewportSize({ width: 360, height: 740 });
  await fits("register");
  await accessible("phone-register");
  await shoot("phone-register");
  await page.setViewportSize({ width: 1280, height: 900 });
});
await check("a book is opened for a type", async () => {
  await page.goto(place);
  await ready();
  await page.getByRole("button", { name: "Mở sổ mới" }).click();
  await dialog.getByLabel("Loại văn bản").selectOption("HD");
  await dialog.getByLabel("Cơ quan trong ký hiệu").fill("tđtn");
  await dialog.getByLabel("Tên cơ quan ban hành").fill("Tỉnh đoàn Trà Vinh");
  await dialog.getByLabel("Nhiệm kỳ").fill("Nhiệm kỳ 2022–2027");
  await dialog.getByLabel("Từ ngày").fill("01/10/2022");
  await dialog.getByRole("button", { name: "Mở sổ" }).click();
  await dialog.waitFor({ state: "detached" });
  await page.locator(".register-books summary").click();
  await page.locator(".register-books li", { hasText: "HD – Tỉnh đoàn Trà Vinh" }).getByText(/0 số, tiếp theo 01/).waitFor();
});
await check("an inspector reads and prints, across", async () => {
  await signIn("inspector");
  await page.goto(`${place}?so=KH-UBKTTD-2022&nam=2023`);
  await ready();
  must(await page.getByRole("button", { name: "Lấy số", exact: true }).count() === 0, "an inspector may take numbers");
  await page.getByRole("link", { name: "Bản in" }).click();
  await page.locator(".register-sheet").waitFor();
  const symbols = await page.locator(".register-sheet tbody th").allInnerTexts();
  must(symbols.join() === "128-KH/UBKTTĐ,128a-KH/UBKTTĐ", symbols.join());
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
  const [, width, height] = pdf.match(/\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)/);
  must(Number(width) > Number(height), `the sheet is ${width} by ${height}`);
  await accessible("register-sheet");
  await shoot("register-sheet");
});
await check("a unit has no way to it", async () => {
  await signIn("officer");
  must(await page.getByRole("link", { name: "Sổ văn bản đi" }).count() === 0, "the register is in a unit's menu");
});
// One number was refused above.
const unforeseen = complaints.filter((one) => !one.includes("422"));
await check("no complaint in the console", () => must(unforeseen.length === 0, unforeseen.join(" | ")));
await leave();
