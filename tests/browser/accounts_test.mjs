// accounts_test.mjs — an administrator makes an account; its owner sets the password with the link,
// signs in, changes the password; the administrator stops the account.  Then the administrator makes an
// access key for a connected system, sees its use, and revokes it.
import { accessible, base, check, complaints, fits, leave, must, page, running, shoot, signIn, watch } from "./visit.mjs";

const row = () => page.locator(".accounts tbody tr", { hasText: "thu-nghiem" });
let link = "", key = "";
const keyRow = () => page.locator(".access-keys tbody tr", { hasText: "Cổng thông tin" }).first();
// The status of a request with the key of the system, outside the browser's session.
const as = async (path) => (await fetch(`${base}/api/v1${path}`, { headers: { Authorization: `Bearer ${key}` } })).status;

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

await check("an administrator's home says what waits and whether the services run", async () => {
  await page.goto(`${base}/${running}/`);
  await page.getByRole("heading", { name: "Hệ thống" }).waitFor();
  await page.getByRole("heading", { name: "Cần làm ngay" }).waitFor();
  must(await page.getByText("đang chạy", { exact: true }).count() === 8, "a service does not run");
  await page.getByText(/^\d+ trên 11 đơn vị$/).first().waitFor();
  await accessible("overview");
  await page.locator(".jobs a").first().click();
  await page.locator("main h1").waitFor();
  must(new URL(page.url()).pathname !== `/${running}/`, "the job leads nowhere");
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
// The server's answer is there before the page has been drawn.
await check("without a session the page leads to the sign-in page, and does not complain", async () => {
  complaints.length = 0;
  const tab = await page.context().newPage();
  watch(tab);
  await tab.context().clearCookies();
  await tab.addInitScript(() => { globalThis.requestAnimationFrame = (draw) => setTimeout(draw, 1000); });
  await tab.goto(base);
  await tab.getByLabel("Tên đăng nhập").waitFor();
  await tab.close();
  must(complaints.length === 0, complaints.join(" | "));
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
await check("an administrator makes an access key for a system, which sees what it names", async () => {
  await signIn("admin");
  await page.goto(`${base}/${running}/khoa-truy-cap`);
  await page.locator(".access-keys tbody tr", { hasText: "Nạp dữ liệu mẫu" }).waitFor();
  await accessible("access-keys");
  await fits("access-keys");
  await page.getByRole("button", { name: "Cấp khóa", exact: true }).click();
  const form = page.locator("dialog");
  await form.getByLabel("Hệ thống giữ khóa").fill("Cổng thông tin");
  await form.getByLabel("Ghi tin bài").check();
  await form.getByRole("button", { name: "Cấp khóa" }).click();
  await form.getByText("Phạm vi đơn vị chưa rõ.").first().waitFor();
  complaints.length = 0;
  await form.getByLabel("Tiểu Cần").check();
  await accessible("access-key-form");
  await form.getByRole("button", { name: "Cấp khóa" }).click();
  key = await page.getByLabel("Khóa truy cập", { exact: true }).inputValue();
  await shoot("access-key-made");
  await page.keyboard.press("Escape");
  must(await as("/units") === 200, "a new key is refused");
  must(await as(`/campaigns/${running}/units/HD-TIEUCAN/posts`) === 200, "the key does not read the posts of its unit");
  must(await as(`/campaigns/${running}/units/HD-TRACU/posts`) === 403, "the key reads another unit");
  must(await as(`/campaigns/${running}/scoreboard`) === 403, "the key reads results");
});
await check("a revoked key ends at once, and the list says who revoked it", async () => {
  await page.reload();
  await keyRow().getByText(/\d\d:\d\d/).first().waitFor();
  await shoot("access-keys");
  await keyRow().getByRole("button", { name: "Thu hồi" }).click();
  await accessible("access-key-revoke");
  await page.locator("dialog").getByRole("button", { name: "Thu hồi", exact: true }).click();
  await keyRow().getByText("đã thu hồi").waitFor();
  must(await as("/units") === 401, "a revoked key still works");
});
await check("no complaint in the console", () => must(complaints.length === 0, complaints.join(" | ")));
await leave();
