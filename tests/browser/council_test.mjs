// council_test.mjs — in the running year the council's minutes and its sheet as it is printed; in
// 2023 the result as the unit sees it and what its publication has fixed.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { accessible, accounts, base, check, complaints, fits, leave, must, page, running, shoot, signIn } from "./visit.mjs";

const unit = accounts.find((account) => account.role === "council").unit;

await signIn("council");
await check("the open row says why, and shows the evidence", async () => {
  await page.goto(`${base}/${running}/don-vi/${unit}/danh-gia`);
  const row = page.locator("tr th button[aria-expanded]").first();
  await row.click();
  await page.getByRole("heading", { name: /Vì sao hệ thống cho|Cách tính/ }).waitFor();
  must(new URL(page.url()).searchParams.get("muc"), "the open row is not in the address");
  await accessible("council");
  await shoot("desktop-council");
});
await check("a column that is not compared is hidden, and stays so", async () => {
  const head = page.getByRole("columnheader", { name: "Tối đa", exact: true });
  await head.waitFor();
  await page.getByText(/^Chọn cột/).click();
  must((await page.getByLabel("Tự chấm", { exact: true }).count()) === 0, "the council may hide where it writes");
  await page.getByLabel("Tối đa", { exact: true }).uncheck();
  await head.waitFor({ state: "detached" });
  await accessible("council-columns");
  await page.reload();
  await page.getByText(/^Chọn cột/).click();
  must((await head.count()) === 0, "the hidden column is back");
  await page.getByLabel("Tối đa", { exact: true }).check();
  await head.waitFor();
});
await check("the council keeps its minutes, and prints the sheet to sign", async () => {
  await page.getByRole("link", { name: "Biên bản, bảng ký" }).click();
  await page.getByLabel("Số, ký hiệu biên bản").fill("07-BB/HĐTC");
  await page.getByLabel("Nơi họp").fill("Hội trường");
  await page.getByLabel("Họ tên, chức danh 1").fill("Bí thư");
  await page.getByLabel("Họ tên, chức danh 2").fill("Phó Bí thư");
  await page.getByLabel("Có mặt").nth(1).uncheck();
  await page.getByLabel("Nội dung, kết luận").fill("Thống nhất điểm tự chấm.");
  await page.getByRole("button", { name: "Lưu biên bản" }).click();
  await page.getByText("Vắng: Phó Bí thư.").waitFor();
  await page.getByText(/^Bản \d+,/).waitFor();
  must((await page.getByLabel("Nội dung, kết luận").inputValue()) === "Thống nhất điểm tự chấm.", "what was typed is gone");
  await accessible("minutes");
  await shoot("desktop-minutes");
  writeFileSync(join(process.env.MC_SHOTS, "bang-ky.pdf"), await page.pdf({ preferCSSPageSize: true, printBackground: true }));
  await page.setViewportSize({ width: 360, height: 740 });
  await fits("minutes");
  await shoot("phone-minutes");
  await page.setViewportSize({ width: 1280, height: 900 });
});
await check("the inbox counts what asks for an act, and marks the rest as read", async () => {
  await page.goto(`${base}/${running}/tin-bao`);
  const all = page.getByRole("button", { name: /^Đánh dấu \d+ tin là đã đọc$/ });
  const kind = page.getByRole("button", { name: /^Hợp lệ/ });
  await page.getByRole("heading", { name: "Tin báo" }).waitFor();
  if (await kind.count()) {
    await kind.click();
    await all.click();
    await all.waitFor({ state: "detached" });
  }
  await accessible("inbox");
});
await check("a unit sees what every body says of it", async () => {
  await page.goto(`${base}/2023/don-vi/${unit}/ket-qua`);
  await page.getByRole("heading", { name: /^Kết quả:/ }).waitFor();
  await page.locator("tr.group").first().waitFor();
  await accessible("results");
  await shoot("desktop-results");
  await page.setViewportSize({ width: 360, height: 740 });
  await fits("results");
  await page.setViewportSize({ width: 1280, height: 900 });
});
await check("publication shows what it fixes and asks for the word", async () => {
  await signIn("committee");
  await page.goto(`${base}/2023/cong-bo`);
  await page.getByRole("heading", { name: /^Công bố kết quả:/ }).waitFor();
  await page.getByText("Khiếu nại chưa trả lời").waitFor();
  await accessible("publication");
  await shoot("desktop-publication");
  complaints.length = 0;
});

await check("the console is quiet", async () => must(complaints.length === 0, complaints.join(" | ")));
await leave();
