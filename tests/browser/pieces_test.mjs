// pieces_test.mjs — one evidence item: a finding beside its passage, its files page by page, its code,
// history, withdrawal and restoration; explanations; what is found by words.
import { accessible, check, complaints, fits, leave, must, page, shoot, signIn } from "./visit.mjs";

const officer = await signIn("officer");
const home = new URL(page.url()).pathname;
const open = (path) => page.goto(new URL(home + path, page.url()).href);

// The unit's items that have what is asked for, the first one.
const find = (wanted) => page.evaluate(async ([unit, kind]) => {
  for (let after = ""; ;) {
    const list = await (await fetch(`/api/v1/evidence?unit=${unit}&limit=200${after}`)).json();
    for (const item of list.items) {
      const piece = await (await fetch(`/api/v1/evidence/${item.id}`)).json();
      const isDrawn = piece.files.some((file) => /\.(pdf|jpe?g|png)$/i.test(file.name));
      const isFaulty = piece.findings.length > 1;
      if (piece.is_unit_open && ((kind === "files" && isDrawn) || (kind === "findings" && isFaulty))) {
        return piece;
      }
    }
    if (!list.next) {
      return null;
    }
    after = `&after=${list.next}`;
  }
}, [officer.unit, wanted]);

async function onPhone(name) {
  await page.setViewportSize({ width: 360, height: 780 });
  await fits(name);
  await shoot(`phone-${name}`);
  await page.setViewportSize({ width: 1280, height: 900 });
}

await check("a finding stands beside its passage, and j leads to the next", async () => {
  const piece = await find("findings");
  must(piece, "no item of the unit has two findings");
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
  const piece = await find("files");
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
await check("a code leads to its item, and words find it", async () => {
  const piece = await find("findings");
  await open(`/minh-chung/${piece.code}`);
  await page.waitForURL(`**/minh-chung/${piece.id}`);
  await page.locator("h1").waitFor();
  await page.keyboard.press("Control+k");
  await page.getByLabel(/Tên, ký hiệu, mã/).fill(piece.code);
  await page.locator("dialog .found a").first().waitFor();
  await accessible("search");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: piece.title }).waitFor();
  await open(`/can-sua?tim=${encodeURIComponent(piece.code)}`);
  await page.locator(".findings li").first().waitFor();
  must((await page.locator(".findings li p a").allInnerTexts()).every((title) => title.includes(piece.title)), "other items are found");
});
await check("an item is withdrawn with a reason, kept in its history, and restored", async () => {
  const piece = await find("files");
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
  await open(`/don-vi/${officer.unit}/giai-trinh`);
  const first = page.locator("section.explain").first();
  await first.getByLabel("Giải trình").fill("Đơn vị không có cơ sở thực hiện.");
  await first.getByRole("button", { name: "Ghi giải trình" }).click();
  await first.getByText(officer.full_name ?? /\d{2}/).first().waitFor();
  await accessible("explanations");
  await onPhone("explanations");
  await page.reload();
  must((await page.locator("section.explain textarea").first().inputValue()) === "Đơn vị không có cơ sở thực hiện.", "it was not kept");
});
await check("no complaint in the console", () => must(complaints.length === 0, complaints.join(" | ")));
await leave();
