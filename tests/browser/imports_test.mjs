// imports_test.mjs — an officer takes the template, previews a list, answers a doubt and fixes a
// cell, submits the good rows and undoes the whole import.
import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { accessible, base, check, complaints, dayBefore, fits, leave, must, page, running, shoot, signIn, written } from "./visit.mjs";

let unit = "", criteria = [], figure = "";
const mark = `dợt ${Date.now() % 100000}`;
const counts = page.locator(".import-counts");

async function preview(lines) {
  const path = join(tmpdir(), `bang-${Date.now()}.csv`);
  writeFileSync(path, ["Mã đơn vị;Mã tiêu chí;Loại;Tiêu đề;Ngày diễn ra;Số liệu", ...lines, ""].join("\n"));
  await page.goto(`${base}/nop-bang`);
  await page.getByLabel("Bảng tính").setInputFiles(path);
  await page.getByRole("button", { name: "Xem trước" }).click();
  await page.getByRole("heading", { name: "Xem trước khi nhập" }).waitFor();
}
const lines = () => [
  `${unit};${criteria[0].code};báo cáo;Báo cáo ${mark}, một;${written(dayBefore(40))};${figure} = 20`,
  `${unit};${criteria[0].code};báo cáo;Báo cáo ${mark}, hai;31/02/2023;${figure} = 3`,
  `${unit};${criteria[0].code};báo cáo;Báo cáo ${mark}, ba;${written(dayBefore(39))};${figure} = 1,234`,
  `${unit};9.9.9;báo cáo;${criteria[1].name} ${mark};${written(dayBefore(38))};`,
];

await check("the template is offered with the campaign's codes", async () => {
  unit = (await signIn("officer")).unit;
  const campaign = await page.evaluate(async (year) => (await fetch(`/api/v1/campaigns/${year}`)).json(), running);
  criteria = campaign.criteria.filter((one) => one.level === "criterion" && one.figures.length > 0);
  figure = criteria[0].figures[0];
  await page.goto(`${base}/nop-bang`);
  const link = page.getByRole("link", { name: "Tải bảng mẫu" });
  await link.waitFor();
  const answer = await page.request.get(new URL(await link.getAttribute("href"), base).href);
  must(answer.ok() && (await answer.body()).subarray(0, 2).toString() === "PK", `template: ${answer.status()}`);
  await accessible("import-start");
  await shoot("import-start");
});
await check("each row says beforehand what it will do", async () => {
  complaints.length = 0;
  await preview(lines());
  await page.getByRole("button", { name: "Nộp 1 dòng đúng" }).waitFor();
  await page.getByText("1 + 0 + 3 = 4.").waitFor();
  await page.getByRole("button", { name: `${criteria[1].code} ${criteria[1].name}` }).waitFor();
  const marked = [await page.locator(".cell-fault").count(), await page.locator(".cell-doubt").count()].join();
  must(marked === "2,1", `${marked} cells are marked`);
  await accessible("import-preview");
  await shoot("import-preview");
  await page.setViewportSize({ width: 360, height: 740 });
  await fits("import-preview");
  await shoot("phone-import-preview");
  await page.setViewportSize({ width: 1280, height: 900 });
  const faulty = await page.request.get(new URL(await page.getByRole("link", { name: "Tải tệp có đánh dấu lỗi" }).getAttribute("href"), base).href);
  must(faulty.ok(), `faulty rows: ${faulty.status()}`);
});
await check("a doubt is answered and a cell fixed in place", async () => {
  await page.getByRole("button", { name: /^Số nguyên: / }).click();
  await page.getByRole("button", { name: "Nộp 2 dòng đúng" }).waitFor();
  await page.getByRole("button", { name: "Sửa ô E3" }).click();
  await page.getByLabel("Ô E3, cột Ngày diễn ra").fill(written(dayBefore(35)));
  await page.getByRole("button", { name: "Xem lại dòng này" }).click();
  await page.getByRole("button", { name: "Nộp 3 dòng đúng" }).waitFor();
});
await check("the good rows are submitted, and the import is undone", async () => {
  await page.getByRole("button", { name: "Nộp 3 dòng đúng" }).click();
  await page.getByRole("heading", { name: "Kết quả nhập" }).waitFor();
  await counts.getByText("Đã nộp").waitFor();
  await accessible("import-result");
  await shoot("import-result");
  await page.getByRole("button", { name: "Hoàn tác", exact: true }).click();
  await page.getByText("Đã hoàn tác 3 dòng").waitFor();
  const found = await page.evaluate(async ([year, words]) => {
    const page = await (await fetch(`/api/v1/evidence?campaign=${year}&limit=200`)).json();
    return page.items.filter((item) => item.title.includes(words)).length;
  }, [running, mark]);
  must(found === 0, `${found} rows still count`);
  await page.getByRole("link", { name: "Các lần nhập" }).click();
  await page.getByText("Đã hoàn tác").first().waitFor();
  await shoot("import-list");
  must(complaints.length === 0, complaints.join(" | "));
});
await leave();
