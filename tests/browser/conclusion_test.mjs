// conclusion_test.mjs — the conclusion of a round: drafted by the system, each figure opens to its units,
// edited and issued by the committee, read by a unit.
import { accessible, base, check, complaints, fits, leave, must, page, running, shoot, signIn, written, dayBefore } from "./visit.mjs";

const place = `${base}/${running}/kiem-tra/KT-2026/ket-luan`;
const ready = () => page.locator("main:has(h1):not(:has(.skeleton))").waitFor();
const line = (text) => page.locator(".lines li", { has: page.locator("textarea") }).filter({ hasText: text });
const COMMON = "Một số đơn vị cập nhật phần mềm chưa thường xuyên";

await check("the committee sees a draft whose figures open to the units", async () => {
  await signIn("committee");
  await page.goto(`${base}/${running}/kiem-tra/KT-2026`);
  await page.getByRole("link", { name: "Kết luận" }).click();
  await ready();
  const figures = page.locator(".lines .figures-of").first();
  const told = Number((await figures.locator("summary").innerText()).match(/(\d+) trên/)[1]);
  await figures.locator("summary").click();
  must(await figures.locator("li a").count() === told, "the figure and its units differ");
  await accessible("conclusion");
  await shoot("conclusion");
});
await check("a line is changed, one taken away and brought back, one added; the news item tells it", async () => {
  await page.getByLabel("Nội dung").first().fill(COMMON);
  const before = await page.locator(".lines li").count();
  await line("").last().getByRole("button", { name: "Bỏ dòng này" }).click();
  await page.getByRole("button", { name: "Hoàn tác" }).last().click();
  must(await page.locator(".lines li").count() === before, "the line did not come back");
  await page.getByRole("button", { name: "Thêm dòng" }).last().click();
  const added = page.locator(".lines li").last();
  await added.getByLabel("Nội dung").fill("Rà soát số liệu trước khi nộp");
  await added.getByLabel("Hoàn thành khi").fill("Không còn lỗi số liệu");
  await page.getByRole("button", { name: /Lưu bản/ }).click();
  await page.getByRole("button", { name: "Ban hành" }).waitFor();
  await page.locator("summary", { hasText: "Bản tin về cuộc kiểm tra" }).click();
  await page.locator("article p", { hasText: COMMON }).first().waitFor();
  await page.setViewportSize({ width: 360, height: 740 });
  await fits("conclusion");
  await accessible("phone-conclusion");
  await shoot("phone-conclusion");
  await page.setViewportSize({ width: 1280, height: 900 });
});
await check("it is issued, and stands", async () => {
  await page.getByRole("button", { name: "Ban hành" }).click();
  await page.getByLabel("Số, ký hiệu").fill("15-TB/UBKTTĐ");
  await page.getByLabel("Ngày ban hành").fill(written(dayBefore(0)));
  await page.locator("dialog").getByRole("button", { name: "Ban hành" }).click();
  await page.getByText("Đã ban hành").waitFor();
  must(await page.locator("textarea").count() === 0, "what was issued can be edited");
});
await check("a unit reads what is said in common", async () => {
  await signIn("officer");
  await page.goto(place);
  await page.getByText(COMMON).waitFor();
  must(await page.getByText("Bản tin về cuộc kiểm tra").count() === 0, "the news item is offered to a unit");
});
await check("no complaint in the console", () => must(complaints.length === 0, complaints.join(" | ")));
await leave();
