// campaigns_test.mjs — the published campaign of 2023 beside the running one: which opens by itself,
// the way between them, old addresses, what a finished year shows, and what roles without a unit see.
import { accessible, accounts, base, check, complaints, fits, leave, must, page, running, shoot, signIn } from "./visit.mjs";

const place = () => new URL(page.url()).pathname;

await check("the campaign that runs opens, and the switcher keeps the place", async () => {
  const officer = await signIn("officer");
  must(place() === `/${running}`, `the page opened ${place()}`);
  await page.getByRole("link", { name: "Tiêu chí", exact: true }).click();
  await page.locator(".criteria tbody tr").nth(20).waitFor();
  await page.getByLabel("Đợt đánh giá").selectOption("2023");
  await page.waitForURL("**/2023/tieu-chi");
  await page.getByText(/[1-9]\d* hợp lệ/).first().waitFor();
  await page.goBack();
  await page.waitForURL(`**/${running}/tieu-chi`);
  const id = await page.evaluate(async (unit) => (await (await fetch(`/api/v1/evidence?campaign=2023&unit=${unit}&limit=1`)).json()).items[0].id, officer.unit);
  await page.goto(`${base}/minh-chung/${id}`);
  await page.waitForURL(`**/2023/minh-chung/${id}`);
  await page.locator(".verdict").waitFor();
});
await check("a day that was claimed stands with who claimed it and on what ground", async () => {
  const { unit } = accounts.find((one) => one.role === "officer");
  const id = await page.evaluate(async (of) => (await (await fetch(`/api/v1/evidence?campaign=2023&unit=${of}&limit=200`)).json()).items.at(-1).id, unit);
  await page.goto(`${base}/2023/minh-chung/${id}`);
  await page.getByText("Ngày nộp được khai", { exact: true }).waitFor();
  await page.getByText(/^\d{2}\/\d{2}\/2023, theo .+, căn cứ: Nộp trên hệ thống cũ ngày \d{2}\/\d{2}\/2023/).waitFor();
});
await check("the running year's home is alive, on a phone too", async () => {
  await page.goto(`${base}/${running}`);
  await page.getByText(/^Còn \d+ ngày$/).waitFor();
  await page.getByRole("heading", { name: "Cần làm ngay" }).waitFor();
  await page.getByRole("heading", { name: "Chưa có minh chứng" }).waitFor();
  must((await page.locator(".jobs").first().locator("li").count()) >= 3, "hardly anything to do");
  await page.setViewportSize({ width: 360, height: 740 });
  await fits("running-campaign");
  await shoot("phone-running-campaign");
  await accessible("running-campaign");
  await page.setViewportSize({ width: 1280, height: 900 });
});
await check("the finished year's home shows the result, the board all units", async () => {
  await page.goto(`${base}/2023`);
  await page.getByRole("heading", { name: "Kết quả đã công bố" }).waitFor();
  await page.getByText(/hạng \d+ trên 9 trong/).waitFor();
  await shoot("finished-campaign");
  await accessible("finished-campaign");
  await page.goto(`${base}/2023/bang-diem`);
  await page.locator(".board tbody tr").nth(10).waitFor();
});
await check("who belongs to no unit of the board sees all units by name", async () => {
  for (const role of ["admin", "editor", "viewer"]) {
    await signIn(role);
    await page.goto(`${base}/${running}/bang-diem`);
    await page.locator(".board tbody tr").nth(10).waitFor();
    must((await page.locator(".board tbody tr").count()) === 11, `${role}: not eleven units`);
    await page.getByText("chưa được xem").waitFor();
  }
});
await check("one entry of the navigation is the open one", async () => {
  await signIn("editor");
  await page.goto(`${base}/${running}/quy-tac-so-lieu`);
  await page.getByRole("heading", { name: "Quy tắc giữa các số liệu" }).waitFor();
  must((await page.locator("nav .rest [aria-current], nav > [aria-current]").count()) === 1, "two entries are open");
});
await check("a page that cannot be read has a title, and says why", async () => {
  await signIn("officer");
  complaints.length = 0;
  await page.goto(`${base}/${running}/don-vi/KHONG-CO/danh-gia`);
  await page.getByRole("heading", { name: "Không mở được trang này" }).waitFor();
  await page.getByRole("alert").waitFor();
  must((await page.title()).startsWith("Không mở được trang này"), await page.title());
  must(complaints.every((text) => text.includes("404")), complaints.join(" | "));
  complaints.length = 0;
});
await check("no complaint in the console", () => must(complaints.length === 0, complaints.join(" | ")));
await leave();
