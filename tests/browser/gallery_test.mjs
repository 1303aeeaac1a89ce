// gallery_test.mjs — the parts by themselves: photographed and judged by axe in both themes on a
// phone and a desk; what fields read and show; the table's window; undo; zoom, print, no motion.
import { gallery } from "./gallery.mjs";
import { accessible, check, complaints, fits, leave, must, page, shoot } from "./visit.mjs";

const value = (label) => page.getByLabel(label).inputValue();
async function typed(label, text) {
  await page.getByLabel(label).fill(text);
  await page.getByLabel(label).blur();
  return value(label);
}
async function reads(label, pairs) {
  for (const [text, shown] of pairs) {
    const found = await typed(label, text);
    must(found === shown, `"${text}" became "${found}"`);
  }
}

await page.goto(gallery);
await page.locator(".skeleton i").first().waitFor();
for (const colorScheme of ["light", "dark"]) {
  for (const width of [360, 1440]) {
    await check(`the parts, ${colorScheme}, ${width} wide`, async () => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      await fits(`gallery ${width}`);
      await shoot(`gallery-${colorScheme}-${width}`);
      await accessible(`gallery ${colorScheme} ${width}`);
    });
  }
}
await check("nothing is cut off at 200 % zoom", async () => {
  await page.setViewportSize({ width: 640, height: 450 });
  await fits("gallery at 200 %");
  await page.setViewportSize({ width: 1440, height: 900 });
});
await check("a day is read as an office writes it, whatever the browser speaks", async () => {
  await reads("Ngày diễn ra", [["5/11/2026", "05/11/2026"], ["05112026", "05/11/2026"], ["1.2.26", "01/02/2026"], ["2026-11-05", "05/11/2026"]]);
  await typed("Ngày diễn ra", "31/2/2026");
  await page.getByText("Viết ngày như 05/11/2026.").waitFor();
  must((await value("Ngày diễn ra")) === "31/2/2026", "what was typed is lost");
  await page.getByText("Ngày muộn nhất là 01/01/2020.").waitFor();
});
await check("a number is read as an office writes it", async () => {
  await reads("Số lượt", [["1.234", "1.234"], ["1234,5", "1.234,5"], ["12345678", "12.345.678"], ["8.5", "8,5"], ["-3", "-3"]]);
  await typed("Số lượt", "1,234,567");
  await page.getByText("Viết số như 1.234,5.").waitFor();
  await page.getByText("Số này không có phần lẻ.").waitFor();
});
await check("one of many is found by words without diacritics, by keyboard alone", async () => {
  const field = page.getByRole("combobox", { name: "Tiêu chí" });
  await field.fill("chu diem 9.4");
  await page.locator(".select [role=option]").first().waitFor();
  must((await page.locator(".select [role=option]").count()) === 1, "more than one found");
  await accessible("open list");
  await field.press("Enter");
  must((await field.inputValue()).startsWith("9.4 "), await field.inputValue());
  await field.fill("không có");
  await page.getByText("Không có mục nào như vậy.").waitFor();
  await field.press("Escape");
  must((await field.inputValue()).startsWith("9.4 "), "Escape did not bring the chosen one back");
});
await check("files are chosen in our words, and taken back one by one", async () => {
  await page.getByLabel("Ảnh, tệp minh chứng").setInputFiles(["a", "b"].map((name) => ({ name: `${name}.txt`, mimeType: "text/plain", buffer: Buffer.from("x") })));
  await page.getByRole("button", { name: "Bỏ a.txt" }).click();
  must((await page.locator(".files li").allInnerTexts()).join().includes("b.txt"), "b.txt is gone");
  must((await page.locator(".files li").count()) === 1, "a.txt is still there");
});
await check("a table of 124 by 150 draws what is in sight, sorts and leaves columns out", async () => {
  await page.getByText("Bảng lớn").click();
  await page.locator(".data .scroll").waitFor();
  const few = () => page.waitForFunction(() => document.querySelectorAll(".data .scroll tbody td").length < 3000);
  await few();
  await page.locator(".data .scroll").evaluate((box) => { box.scrollIntoView(); box.scrollTo(9000, 99999); });
  await page.getByRole("row", { name: /^124 · / }).waitFor();
  await few();
  await page.locator(".data .scroll").evaluate((box) => box.scrollTo(0, 0));
  await page.locator(".scroll").getByRole("button", { name: "1.1", exact: true }).click();
  await page.locator(".scroll th[aria-sort=ascending]", { hasText: "1.1" }).waitFor();
  await page.getByText("Chọn cột (151 trên 151)").click();
  await page.locator("details .columns-of").getByLabel("1.2", { exact: true }).uncheck();
  await page.getByText("Chọn cột (150 trên 151)").waitFor();
  must((await page.locator(".scroll").getByRole("columnheader", { name: "1.2", exact: true }).count()) === 0, "the column is still there");
});
await check("on paper a long table is whole, black on white, and nothing is left to press", async () => {
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await page.waitForFunction(() => document.querySelectorAll(".data .scroll tbody tr[aria-rowindex]").length === 124);
  must(await page.getByRole("button", { name: "Mở hộp thoại" }).isHidden(), "buttons are printed");
  must((await page.evaluate(() => getComputedStyle(document.body).color)) === "rgb(20, 32, 45)", "the dark theme is printed");
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  await page.emulateMedia({ media: "screen", colorScheme: "light" });
});
await check("an act is undone from its toast, and the dialog gives the focus back", async () => {
  await page.getByRole("button", { name: "Hiện lời báo" }).click();
  await page.getByRole("button", { name: "Hoàn tác" }).click();
  await page.getByText("Đã hoàn tác").waitFor();
  await page.getByRole("button", { name: "Mở hộp thoại" }).focus();
  await page.keyboard.press("Enter");
  await accessible("dialog");
  await shoot("gallery-dialog");
  await page.keyboard.press("Escape");
  await page.locator("dialog").waitFor({ state: "detached" });
  must(await page.getByRole("button", { name: "Mở hộp thoại" }).evaluate((one) => one === document.activeElement), "the focus is lost");
});
await check("what one touches is 44 high on a phone, and nothing moves for who asked for that", async () => {
  await page.emulateMedia({ media: "screen" });
  await page.setViewportSize({ width: 360, height: 740 });
  const low = await page.evaluate(() => [...document.querySelectorAll("button, .button, input:not([type=checkbox], [type=hidden], [aria-hidden], .hidden), select, summary")]
    .filter((one) => one.offsetParent && one.getBoundingClientRect().height < 43.5).map((one) => one.outerHTML.slice(0, 120)));
  must(low.length === 0, low.slice(0, 3).join("; "));
  await page.emulateMedia({ reducedMotion: "reduce" });
  must((await page.locator(".skeleton i").first().evaluate((one) => getComputedStyle(one).animationName)) === "none", "the placeholder still moves");
});
await check("no error on the console", async () => must(complaints.length === 0, complaints.join("\n")));
await leave();
