// papers_test.mjs — the papers of a round: made, downloaded, issued and corrected by the committee, read by a
// unit; a template sent with a fault and put right.
import { readFile, writeFile } from "node:fs/promises";
import { execFileSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { accessible, base, check, complaints, fits, leave, must, page, running, shoot, signIn } from "./visit.mjs";

const place = `${base}/${running}/kiem-tra/KT-2026/van-ban`;
const ready = () => page.locator("main:has(h1):not(:has(.skeleton))").waitFor();
const kind = (name) => page.locator("section", { has: page.getByRole("heading", { name, exact: true }) });
const folder = mkdtempSync(join(tmpdir(), "mc-papers-"));

async function download(link) {
  const [file] = await Promise.all([page.waitForEvent("download"), link.click()]);
  return readFile(await file.path());
}

// The same DOCX with other words in its body.
async function changed(docx, name, from, to) {
  const path = join(folder, name);
  await writeFile(path, docx);
  execFileSync("/usr/bin/python3", ["-c", `
import sys, zipfile
old = zipfile.ZipFile(sys.argv[1]); parts = {n: old.read(n) for n in old.namelist()}
text = parts["word/document.xml"].decode(); assert sys.argv[2] in text
parts["word/document.xml"] = text.replace(sys.argv[2], sys.argv[3]).encode()
new = zipfile.ZipFile(sys.argv[1], "w")
for n, data in parts.items(): new.writestr(n, data)
new.close()`, path, from, to]);
  return path;
}

await check("the committee makes the plan and downloads it", async () => {
  await signIn("committee");
  await page.goto(`${base}/${running}/kiem-tra/KT-2026`);
  await page.getByRole("link", { name: "Văn bản", exact: true }).click();
  await ready();
  await kind("Kế hoạch").getByRole("button", { name: "Làm văn bản" }).click();
  await kind("Kế hoạch").getByText("Bản nháp").waitFor();
  const docx = await download(kind("Kế hoạch").getByRole("link", { name: /Tải tệp Word/ }));
  must(docx.subarray(0, 2).toString() === "PK", "the download is no DOCX");
  const pdf = await download(kind("Kế hoạch").getByRole("link", { name: /Tải PDF/ }));
  must(pdf.subarray(0, 4).toString() === "%PDF", "the download is no PDF");
  await accessible("papers");
  await shoot("papers");
});
await check("a unit's paper is made for one unit", async () => {
  const notice = kind("Thông báo kiểm tra");
  await notice.getByLabel("Đơn vị").fill("tieu can");
  await page.keyboard.press("Enter");
  await notice.getByRole("button", { name: "Làm văn bản" }).click();
  await notice.getByText("Bản nháp").waitFor();
  await page.setViewportSize({ width: 360, height: 740 });
  await fits("papers");
  await shoot("phone-papers");
  await page.setViewportSize({ width: 1280, height: 900 });
});
await check("issued, the plan stands, and is corrected by a new one", async () => {
  await kind("Kế hoạch").getByRole("button", { name: "Ban hành" }).click();
  await page.locator("dialog").getByRole("button", { name: "Ban hành" }).click();
  await kind("Kế hoạch").getByText("Đã ban hành").waitFor();
  must(await kind("Kế hoạch").getByRole("button", { name: "Làm lại" }).count() === 0, "what was issued can be made again");
  await kind("Kế hoạch").getByRole("button", { name: "Làm bản thay" }).click();
  await kind("Kế hoạch").getByText("Bản nháp").waitFor();
  must(await kind("Kế hoạch").locator("li").count() === 2, "the issued paper went away");
});
await check("a correction takes its number from the register, where there is a book", async () => {
  await kind("Kế hoạch").getByRole("button", { name: "Ban hành" }).click();
  const books = page.locator("dialog").getByLabel("Lấy số ở sổ");
  await books.fill("ke hoach");
  await page.keyboard.press("Enter");
  must(await page.locator("dialog").getByLabel("Số, ký hiệu").count() === 0, "a number is asked for beside the book");
  await page.locator("dialog").getByRole("button", { name: "Ban hành" }).click();
  await kind("Kế hoạch").getByText("đã có văn bản thay").waitFor();
  must(await kind("Kế hoạch").getByText(/\d+[a-z]?-KH\//).count() === 2, "the correction has no number of the book");
});
await check("a template with a wrong name is refused with its place, put right it is used", async () => {
  await kind("Kế hoạch").getByRole("link", { name: /Mẫu:/ }).click();
  await ready();
  const ours = await download(page.getByRole("link", { name: "Tải mẫu" }).first());
  await page.locator("input[type=file]").setInputFiles(await changed(ours, "sai.docx", "{{cuoc}}", "{{cuocc}}"));
  await page.getByText("Có lỗi").waitFor();
  await page.locator("code", { hasText: "{{cuocc}}" }).waitFor();
  await accessible("paper-templates");
  await shoot("paper-templates");
  await page.locator("input[type=file]").setInputFiles(await changed(ours, "dung.docx", "KẾ HOẠCH", "KẾ HOẠCH CỦA TỈNH"));
  await page.getByRole("link", { name: "Xem thử" }).waitFor();
  await page.getByRole("button", { name: "Dùng bản này" }).first().click();
  await page.locator("li", { hasText: "dung.docx" }).getByText("Đang dùng").waitFor();
});
await check("a unit reads the issued plan, and no draft", async () => {
  await signIn("officer");
  await page.goto(place);
  await ready();
  await kind("Kế hoạch").getByText("Đã ban hành").first().waitFor();
  must(await page.getByText("Bản nháp").count() === 0, "a unit sees a draft");
});
await check("no complaint in the console", () => must(complaints.length === 0, complaints.join(" | ")));
await leave();
