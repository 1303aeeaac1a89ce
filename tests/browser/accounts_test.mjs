// accounts_test.mjs — an administrator makes an account; its owner sets the password with the link,
// signs in, changes the password; the administrator stops the account.
import { accessible, base, check, complaints, fits, leave, must, page, shoot, signIn } from "./visit.mjs";

const row = () => page.locator(".accounts tbody tr", { hasText: "thu-nghiem" });
let link = "";

async function enter(password) {
  await page.getByLabel("Tên đăng nhập").fill("thu-nghiem");
  await page.getByLabel("Mật khẩu").fill(password);
  await page.getByRole("button", { name: "Đăng nhập" }).click();
}

await check("an administrator records whom an inspector may not inspect", async () => {
  await signIn("admin");
  await page.goto(`${base}/2023/tai-khoan?role=inspector`);
  await page.getByRole("button", { name: /không được kiểm tra/ }).first().click();
  const dialog = page.locator("dialog");
  await dialog.getByLabel("Loại quan hệ").selectOption("member");
  await dialog.getByRole("combobox", { name: "Đơn vị" }).fill("đoàn");
  await dialog.locator("[role=option]").first().click();
  await dialog.getByLabel("Ngày thôi").fill("31/12/2010");
  await dialog.getByRole("button", { name: "Ghi lại" }).click();
  await dialog.getByText("Sinh hoạt, công tác đến 31/12/2010").waitFor();
  await accessible("ties");
  await shoot("ties");
  await dialog.locator(".tie", { hasText: "31/12/2010" }).getByRole("button").click();
  await dialog.getByText("đã rút", { exact: true }).waitFor();
});

await check("an administrator makes an account and gets its link", async () => {
  await signIn("admin");
  await page.getByRole("link", { name: "Tài khoản" }).click();
  await page.locator(".accounts tbody tr").nth(5).waitFor();
  await accessible("accounts");
  await fits("accounts");
  await shoot("accounts");
  await page.getByRole("button", { name: "Thêm tài khoản" }).click();
  await page.getByLabel("Tên đăng nhập").fill("Thử Nghiệm");
  await page.getByLabel("Họ tên hoặc chức danh").fill("Cán bộ thử nghiệm");
  await page.locator("dialog select[name=unit]").selectOption({ index: 1 });
  complaints.length = 0;
  await page.getByRole("button", { name: "Tạo và lấy liên kết" }).click();
  await page.getByText("Tên đăng nhập không đúng dạng.").waitFor();
  must((await page.getByLabel("Họ tên hoặc chức danh").inputValue()) === "Cán bộ thử nghiệm", "what was typed is lost");
  must(complaints.every((text) => text.includes("400")), complaints.join(" | "));
  complaints.length = 0;
  await page.getByLabel("Tên đăng nhập").fill("thu-nghiem");
  await page.getByRole("button", { name: "Tạo và lấy liên kết" }).click();
  link = await page.locator("dialog").getByLabel("Liên kết", { exact: true }).inputValue();
  must(link.startsWith(`${base}/dat-mat-khau#`), link);
  await shoot("accounts-link");
  await accessible("accounts-link");
  await page.getByRole("button", { name: "Đóng" }).click();
  await row().getByText("chờ đặt mật khẩu").waitFor();
});
await check("its owner sets the password with the link, once", async () => {
  await page.context().clearCookies();
  await page.goto(link);
  await page.getByRole("heading", { name: "Đặt mật khẩu" }).waitFor();
  await page.setViewportSize({ width: 360, height: 740 });
  await fits("set-password");
  await shoot("phone-set-password");
  await page.setViewportSize({ width: 1280, height: 900 });
  await accessible("set-password");
  await page.getByLabel(/Mật khẩu mới/).fill("một câu ngắn dễ nhớ");
  await page.getByRole("button", { name: "Đặt mật khẩu" }).click();
  await page.getByRole("link", { name: "Đăng nhập" }).click();
  await enter("một câu ngắn dễ nhớ");
  await page.getByRole("heading", { name: "Hôm nay" }).waitFor();
  complaints.length = 0;
  await page.goto(link);
  await page.reload();
  await page.getByText("Liên kết không còn dùng được").waitFor();
  must(complaints.every((text) => text.includes("404")), complaints.join(" | "));
  complaints.length = 0;
});
await check("a person changes the own password and signs in again", async () => {
  await page.goto(base);
  await page.getByRole("link", { name: "Đổi mật khẩu" }).click();
  await page.getByLabel("Mật khẩu đang dùng").fill("một câu ngắn dễ nhớ");
  await page.getByLabel(/Mật khẩu mới/).fill("một câu khác hẳn câu trước");
  await accessible("own-password");
  await page.getByRole("button", { name: "Đổi mật khẩu" }).click();
  await page.getByLabel("Tên đăng nhập").waitFor();
  await enter("một câu khác hẳn câu trước");
  await page.getByRole("heading", { name: "Hôm nay" }).waitFor();
});
await check("a stopped account cannot sign in", async () => {
  await signIn("admin");
  await page.goto(`${base}/2023/tai-khoan?q=thu-nghiem`);
  await row().getByRole("button", { name: "Sửa thu-nghiem" }).click();
  await accessible("account-edit");
  await page.getByRole("button", { name: "Ngừng tài khoản" }).click();
  await row().getByText("đã ngừng").waitFor();
  await page.context().clearCookies();
  await page.goto(base);
  complaints.length = 0;
  await enter("một câu khác hẳn câu trước");
  await page.getByRole("alert").waitFor();
  complaints.length = 0;
});
await check("no complaint in the console", () => must(complaints.length === 0, complaints.join(" | ")));
await leave();
