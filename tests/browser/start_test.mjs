// start_test.mjs — an empty system from the one-time link to an open campaign with a unit's officer
// signed in, on a desk and on a phone, with the office's files only.
import { readFileSync } from "node:fs";
import { accessible, base, check, complaints, fits, leave, must, page, shoot } from "./visit.mjs";

const isPhone = process.env.MC_WIDTH === "360";
const name = (shot) => `start-${isPhone ? "phone-" : ""}${shot}`;
const CRITERION = "1.3.1"; // of the sample set: counted against a target
const PASSWORD = "một câu ngắn dễ nhớ";
const step = (title) => page.locator(".start-steps").getByRole("button", { name: title });
const hand = (file, text) => page.locator(".start-step input[type=file]").setInputFiles({ name: file, mimeType: "text/csv", buffer: Buffer.from(text) });
await page.setViewportSize(isPhone ? { width: 360, height: 740 } : { width: 1440, height: 900 });

async function setPassword(link) {
  await page.goto("about:blank");
  await page.goto(link);
  await page.getByLabel(/Mật khẩu mới/).fill(PASSWORD);
  await page.getByRole("button", { name: "Đặt mật khẩu" }).click();
  await page.getByRole("link", { name: "Đăng nhập" }).click();
}
async function enter(username) {
  await page.getByLabel("Tên đăng nhập").fill(username);
  await page.getByLabel("Mật khẩu").fill(PASSWORD);
  await page.getByRole("button", { name: "Đăng nhập" }).click();
}
async function looks(shot) {
  await fits(name(shot));
  await accessible(name(shot));
  await shoot(name(shot));
}

let officer = "";
await check("the first administrator sets the password and meets the guided start", async () => {
  await setPassword(process.env.MC_LINK);
  await enter("quan-tri");
  await page.getByRole("heading", { name: "Tỉnh và đơn vị" }).waitFor();
  await looks("units");
});
await check("a list with a fault names its cell, the mended one is stored", async () => {
  complaints.length = 0;
  await hand("don-vi.csv", "Mã đơn vị,Tên đơn vị,Loại,Mã cấp trên\nTINH,Tỉnh đoàn,tỉnh,\nA,Huyện đoàn A,thôn,TINH\n");
  await page.locator(".faults").getByText("dòng 3, Loại").waitFor();
  await page.locator(".faults").getByText("thôn").waitFor();
  must(complaints.every((text) => text.includes("422")), complaints.join(" | "));
  complaints.length = 0;
  await looks("faults");
  await hand("don-vi.csv", "Mã đơn vị,Tên đơn vị,Loại,Mã cấp trên\nTINH,Tỉnh đoàn,tỉnh,\nA,Huyện đoàn A,huyện,TINH\nB,Huyện đoàn B,huyện,TINH\n");
  await page.getByText("Đang có: Tỉnh đoàn, 2 đơn vị.").waitFor();
  await page.getByRole("button", { name: "Bước tiếp" }).click();
});
await check("the office's workbook becomes the criteria set, and a campaign is made of it", async () => {
  await page.getByRole("heading", { name: "Bộ tiêu chí", exact: true }).waitFor();
  await page.locator(".start-step input[type=file]").setInputFiles({ name: "bo.xlsx", mimeType: "application/octet-stream", buffer: readFileSync(process.env.MC_SET) });
  await page.getByText("Đọc được 60 tiêu chí, không có lỗi").waitFor();
  await page.getByLabel("Mã đợt").waitFor();
  await looks("criteria");
  await page.getByLabel("Mã đợt").fill("2026");
  await page.getByLabel("Hạn nộp minh chứng").fill("30/11/2026");
  await page.getByLabel("Kỳ tính từ ngày").fill("01/01/2026");
  await page.getByLabel("đến ngày", { exact: true }).fill("31/12/2026");
  await page.getByRole("button", { name: "Tạo đợt, chưa mở" }).click();
  await page.getByText("Đợt 2026 đã tạo với 2 đơn vị, chưa mở.").waitFor();
});
await check("one may leave and come back: the page knows what is done", async () => {
  await page.goto(base);
  await page.getByRole("heading", { name: "Chỉ tiêu giao" }).waitFor();
  await hand("chi-tieu.csv", `Mã đơn vị,Mã tiêu chí,Chỉ tiêu\nA,${CRITERION},1.200\n`);
  await page.getByText("Đợt 2026 đang có 1 chỉ tiêu.").waitFor();
  await step("Tài khoản đơn vị").click();
});
await check("accounts come in with links to pass on", async () => {
  await hand("tai-khoan.csv", "Tên đăng nhập,Họ và tên,Vai trò,Mã đơn vị\na-1,Cán bộ A,Cán bộ đơn vị,A\nb-1,Cán bộ B,Cán bộ đơn vị,B\nkt-1,Kiểm tra,Đoàn kiểm tra,\n");
  officer = await page.getByLabel("Liên kết của a-1").inputValue();
  must(officer.startsWith(`${base}/dat-mat-khau#`), officer);
  await looks("accounts");
});
await check("the campaign is opened", async () => {
  await step("Hạn nộp và mở đợt").click();
  await page.getByRole("button", { name: "Mở đợt 2026" }).waitFor();
  await looks("opening");
  await page.getByRole("button", { name: "Mở đợt 2026" }).click();
  await page.locator(".frame").waitFor();
});
await check("campaigns and units have their pages", async () => {
  await page.goto(`${base}/2026/dot`);
  await page.getByRole("button", { name: "Sửa đợt 2026" }).waitFor();
  await looks("campaigns");
  await page.getByRole("button", { name: "Sửa đợt 2026" }).click();
  await page.getByLabel("Hạn nộp minh chứng").fill("05/12/2026");
  await page.getByRole("button", { name: "Lưu" }).click();
  await page.getByText("05/12/2026").waitFor();
  await page.goto(`${base}/2026/don-vi?mo=van-ban`);
  await page.getByText("Huyện đoàn B").waitFor();
  await looks("unit-list");
});
await check("an officer of a unit signs in and sees the year", async () => {
  await page.context().clearCookies();
  await setPassword(officer);
  await enter("a-1");
  await page.getByRole("heading", { name: "Hôm nay" }).waitFor();
});
await check("no complaint in the console", () => must(complaints.length === 0, complaints.join(" | ")));
await leave();
