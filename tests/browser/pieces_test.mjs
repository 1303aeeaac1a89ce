// pieces_test.mjs — one evidence item: a finding beside its passage, its files page by page, its code,
// history, withdrawal and restoration; explanations; what is found by words.
import { accessible, check, complaints, dayBefore, fits, leave, must, page, running, shoot, signIn } from "./visit.mjs";

const officer = await signIn("officer");
const home = new URL(page.url()).pathname;
const open = (path) => page.goto(new URL(home + path, page.url()).href);

// An item of the unit with a picture or a PDF that can still be changed.
const withFile = () => page.evaluate(async (unit) => {
  for (let after = ""; ;) {
    const list = await (await fetch(`/api/v1/evidence?unit=${unit}&limit=200${after}`)).json();
    for (const item of list.items) {
      const piece = await (await fetch(`/api/v1/evidence/${item.id}`)).json();
      if (piece.is_unit_open && piece.files.some((file) => /\.(pdf|jpe?g|png)$/i.test(file.name))) {
        return piece;
      }
    }
    if (!list.next) {
      return null;
    }
    after = `&after=${list.next}`;
  }
}, officer.unit);
// Files an item with several faults, and waits for its verdict.
const faulty = () => page.evaluate(async ([campaign, unit, day]) => {
  const session = await (await fetch("/api/v1/session")).json();
  const criteria = (await (await fetch(`/api/v1/campaigns/${campaign}`)).json()).criteria;
  const headers = { "Content-Type": "application/json", "X-CSRF-Token": session.csrf, "Idempotency-Key": `faulty-${Date.now()}` };
  const body = JSON.stringify({
    campaign, unit, kind: "article", title: "TUỔI TRẺ HUYỆN ĐOÀN RA QUÂN DỌN RÁC VEN KÊNH BA SE", occurred_on: day, text: "Đoàn  xã ra quân , dọn rác.",
    criteria: [criteria.find((one) => one.level === "criterion" && one.required_kinds.length === 0).code],
  });
  const { id } = await (await fetch("/api/v1/evidence", { method: "POST", headers, body })).json();
  for (;;) {
    const piece = await (await fetch(`/api/v1/evidence/${id}`)).json();
    if (piece.verdict) {
      return piece;
    }
    await new Promise((done) => setTimeout(done, 200));
  }
}, [running, officer.unit, dayBefore(30)]);

async function onPhone(name) {
  await page.setViewportSize({ width: 360, height: 780 });
  await fits(name);
  await shoot(`phone-${name}`);
  await page.setViewportSize({ width: 1280, height: 900 });
}

await check("a finding stands beside its passage, and j leads to the next", async () => {
  const piece = await faulty();
  must(piece.findings.length > 1, "only one fault is found");
  await open(`/minh-chung/${piece.id}`);
  await page.locator(".findings a").first().click();
  await page.getByText(`Lỗi 1/${piece.findings.length}`).waitFor();
  await page.getByRole("link", { name: /Sửa và nộp lại/ }).first().waitFor();
  await shoot("finding");
  await accessible("finding");
  await onPhone("finding");
  await page.locator("h1").focus();
  await page.keyboard.press("j");
  await page.getByText(`Lỗi 2/${piece.findings.length}`).waitFor();
  await page.keyboard.press("k");
  await page.getByText(`Lỗi 1/${piece.findings.length}`).waitFor();
});
await check("a file opens as pages that the server drew", async () => {
  const piece = await withFile();
  must(piece, "no item of the unit has a file to draw");
  const number = 1 + piece.files.findIndex((file) => /\.(pdf|jpe?g|png)$/i.test(file.name));
  await open(`/minh-chung/${piece.id}`);
  await page.locator("img.thumbnail").first().waitFor();
  await page.locator(".file-list li").nth(number - 1).getByRole("link").first().click();
  await page.locator(".paper img").waitFor();
  await page.waitForFunction(() => document.querySelector(".paper img")?.naturalWidth > 100);
  await shoot("viewer");
  await accessible("viewer");
  await onPhone("viewer");
});
await check("a link to a file that is not there says so", async () => {
  const piece = await withFile();
  await open(`/minh-chung/${piece.id}/tep/${piece.files.length + 1}`);
  await page.getByRole("heading", { name: "Không có trang này" }).waitFor();
  await page.getByRole("link", { name: piece.title }).waitFor();
});
await check("a code leads to its item, and words find it", async () => {
  const piece = await faulty();
  await open(`/minh-chung/${piece.code}`);
  await page.waitForURL(`**/minh-chung/${piece.id}`);
  await page.locator("h1").waitFor();
  await page.keyboard.press("Control+k");
  await page.getByLabel(/Tên, ký hiệu, mã/).fill(piece.code);
  await page.locator("dialog .found a").first().waitFor();
  await accessible("search");
  await page.keyboard.press("Enter");
  await page.locator("dialog").waitFor({ state: "hidden" });
  await page.getByRole("heading", { level: 1, name: piece.title }).waitFor();
  await open(`/can-sua?tim=${encodeURIComponent(piece.code)}`);
  await page.locator(".findings li").first().waitFor();
  const titles = await page.locator(".findings li p a").allInnerTexts();
  must(titles.every((title) => title.includes(piece.title)), `others are found: ${titles.join(", ")}`);
});
await check("an item is withdrawn with a reason, kept in its history, and restored", async () => {
  const piece = await withFile();
  await open(`/minh-chung/${piece.id}`);
  await page.getByRole("button", { name: "Rút minh chứng" }).click();
  await page.locator("dialog").getByLabel("Lý do").fill("Nộp nhầm tiêu chí");
  await page.locator("dialog").getByRole("button", { name: "Rút minh chứng" }).click();
  await page.getByText("Đã rút, không tính điểm").waitFor();
  must((await page.getByRole("link", { name: "Sửa và nộp lại" }).count()) === 0, "a withdrawn item may be revised");
  await page.getByRole("link", { name: "Lịch sử" }).click();
  await page.getByText("Nộp nhầm tiêu chí").waitFor();
  await accessible("history");
  await onPhone("history");
  await open(`/minh-chung/${piece.id}`);
  await page.getByRole("button", { name: "Khôi phục" }).click();
  await page.getByRole("link", { name: "Sửa và nộp lại" }).first().waitFor();
});
await check("missing evidence is explained, and the inspector reads it", async () => {
  const words = `Đơn vị không có cơ sở thực hiện, ngày ${Date.now()}.`;
  await open(`/don-vi/${officer.unit}/giai-trinh`);
  const first = page.locator("section.explain").first();
  await first.getByLabel("Giải trình").fill(words);
  await first.getByRole("button", { name: "Ghi giải trình" }).click();
  await first.getByText(officer.full_name ?? /\d{2}/).first().waitFor();
  await accessible("explanations");
  await onPhone("explanations");
  await page.reload();
  must((await page.locator("section.explain textarea").first().inputValue()) === words, "it was not kept");
});
await check("no complaint in the console", () => must(complaints.length === 0, complaints.join(" | ")));
await leave();
