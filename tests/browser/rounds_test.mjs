// rounds_test.mjs — the way of an inspection round: the board plans it, a conflict of interest is
// refused, the round is issued and begins; a recommendation is made, answered by its unit, accepted.
import { accessible, accounts, base, check, complaints, dayBefore, fits, leave, must, page, running, shoot, signIn, written } from "./visit.mjs";

const unit = accounts.find((one) => one.role === "officer").unit;
const main = page.locator("main");
const button = (name) => page.getByRole("button", { name });
const fill = (label, text) => page.getByLabel(label, { exact: true }).fill(text);
let round = "";
let asked = "";

// What another person does meanwhile, in this browser's session.
const behind = (method, path, body) => page.evaluate(async ([verb, place, content]) => {
  const { csrf } = await (await fetch("/api/v1/session")).json();
  const answer = await fetch(`/api/v1${place}`, { method: verb, headers: { "X-CSRF-Token": csrf, "Content-Type": "application/json" }, body: content && JSON.stringify(content) });
  return { status: answer.status, body: await answer.json() };
}, [method, path, body]);

async function see(name) {
  await accessible(name);
  await fits(name);
  await shoot(name);
}

async function choose(label, words) {
  await page.getByRole("combobox", { name: label }).fill(words);
  await page.getByRole("option", { name: words }).first().click();
}

await check("the board plans a round of two units", async () => {
  await signIn("editor");
  await page.goto(`${base}/${running}`);
  await page.getByRole("link", { name: "Kiểm tra" }).click();
  await page.locator(".rounds li").first().waitFor();
  await see("rounds");
  await page.getByRole("link", { name: "Lập cuộc kiểm tra" }).click();
  await fill("Tên cuộc kiểm tra", "Kiểm tra chuyên đề số liệu");
  await fill("Kiểm tra từ ngày", written(dayBefore(3)));
  await fill("đến ngày", written(dayBefore(-3)));
  await page.reload();
  must(await page.getByLabel("Tên cuộc kiểm tra").inputValue() === "Kiểm tra chuyên đề số liệu", "typed text was lost");
  await page.getByRole("group", { name: "Đơn vị được kiểm tra" }).getByRole("checkbox", { name: "Huyện đoàn" }).nth(0).check();
  await page.getByRole("group", { name: "Đơn vị được kiểm tra" }).getByRole("checkbox", { name: "Huyện đoàn" }).nth(1).check();
  await see("round-plan");
  await button("Lưu bản nháp").click();
  await main.getByText("Chưa có đoàn kiểm tra").waitFor();
  round = decodeURIComponent(page.url().split("/").pop());
});

await check("what another person saved meanwhile is told, and typed text stays", async () => {
  await page.getByRole("link", { name: "Sửa kế hoạch" }).click();
  await fill("Số, ký hiệu kế hoạch", "12-KH/TĐTN");
  await fill("Ngày ban hành", written(dayBefore(5)));
  const path = `/campaigns/${running}/rounds/${round}`;
  const { body } = await behind("GET", path);
  const plan = (({ kind, form, title, period_from, period_to }) => ({ kind, form, title, period_from, period_to }))(body);
  const other = await behind("PUT", path, { ...plan, seen: body.version, authority: "Ban Thường vụ", symbol: "13-KH/TĐTN", units: body.units.map((one) => one.code) });
  must(other.status === 200, JSON.stringify(other));
  complaints.length = 0;
  await button("Lưu kế hoạch").click();
  await page.getByText("Người khác vừa sửa nội dung này").waitFor();
  must(complaints.every((text) => text.includes("409")), complaints.join());
  complaints.length = 0;
  must(await page.getByLabel("Số, ký hiệu kế hoạch").inputValue() === "12-KH/TĐTN", "typed text was lost");
  must(await page.getByLabel("Cơ quan ban hành").inputValue() === "Ban Thường vụ", "the other's part was lost");
  await button("Lưu kế hoạch").click();
  await main.getByText("12-KH/TĐTN ngày").first().waitFor();
});

await check("a conflict of interest shows before saving, and is refused", async () => {
  const { body } = await behind("GET", `/campaigns/${running}/rounds/${round}`);
  const { body: names } = await behind("GET", `/campaigns/${running}/rounds/${round}/inspectors`);
  // An inspector who visits neither of the two yet: else the store refuses the tie.
  const pairs = names.items.flatMap((one) => body.units.map((at) => [one, at]));
  let [person, against] = [];
  for (const [one, at] of pairs) {
    if ((await behind("POST", `/accounts/${one.username}/ties`, { kind: "named", unit: at.code, reason: "Người thân ở Ban Thường vụ" })).status === 200) {
      [person, against] = [one, at];
      break;
    }
  }
  const other = names.items.find((one) => one.username !== person.username && one.against.length === 0);
  complaints.length = 0;
  await page.getByRole("link", { name: "Thêm đoàn" }).click();
  await choose("Người thứ 1", person.full_name);
  await page.getByRole("checkbox", { name: against.name }).check();
  await page.getByText("Không được kiểm tra 1 đơn vị đã chọn").waitFor();
  must(await page.getByText("Người thân ở Ban Thường vụ").count() >= 2, "the reason is missing");
  await see("round-team");
  await button("Lưu đoàn").click();
  await page.locator(".fault", { hasText: "Xung đột lợi ích" }).waitFor();
  complaints.length = 0;
  await choose("Người thứ 1", other.full_name);
  await page.getByRole("checkbox", { name: body.units.find((at) => at !== against).name }).check();
  await button("Lưu đoàn").click();
  await page.locator(".team").waitFor();
});

await check("the round is issued and begins", async () => {
  await button("Ban hành kế hoạch…").click();
  await page.locator("dialog").getByText("Kế hoạch được ấn định").waitFor();
  await accessible("round-step");
  await page.locator("dialog").getByRole("button", { name: "Ban hành kế hoạch" }).click();
  await button("Bắt đầu kiểm tra…").click();
  await page.locator("dialog").getByRole("button", { name: "Bắt đầu kiểm tra" }).click();
  await page.locator(".round-steps [aria-current]", { hasText: "Đang kiểm tra" }).waitFor();
  await page.getByText("Lịch sử thay đổi").click();
  await page.getByText("Bản nháp → Đã ban hành").waitFor();
  await see("round");
});

await check("a recommendation goes to one unit", async () => {
  await page.getByRole("link", { name: "Ghi kiến nghị" }).click();
  await fill("Kiến nghị điều gì", "Rà soát số liệu hội viên");
  await fill("Thế nào là xong", "Bảng số liệu không còn lệch");
  await fill("Hạn thực hiện", written(dayBefore(-20)));
  await page.getByLabel("Gửi tới").selectOption("some");
  await page.getByRole("checkbox").first().check();
  await see("recommend");
  await button("Gửi kiến nghị").click();
  await page.locator(".asked a", { hasText: "Rà soát số liệu hội viên" }).click();
  await page.getByRole("heading", { name: "Kiến nghị số 1" }).waitFor();
  await see("recommendation");
  asked = page.url();
});

await check("its unit answers from its home, on a phone", async () => {
  await signIn("officer");
  await page.setViewportSize({ width: 360, height: 780 });
  await page.goto(`${base}/${running}`);
  const own = page.locator(".jobs a", { hasText: "Rà soát số liệu hội viên" });
  await page.getByText("Kiến nghị cần trả lời").waitFor();
  if (await own.count() === 0) {
    await page.goto(`${base}/${running}/kien-nghi?tinh-trang=unmet`);
    await see("recommendations-own");
    await page.locator(".asked a", { hasText: "Rà soát số liệu hội viên" }).click();
    await button(/^Báo cáo đã làm/).click();
  } else {
    await own.click();
  }
  await page.getByLabel("Đã làm gì, kết quả ra sao").fill("Đã đối chiếu từng chi đoàn");
  await accessible("recommendation-report");
  await button("Gửi báo cáo").click();
  await page.getByText("Chờ công nhận").first().waitFor();
  await see("recommendation-phone");
});

await check("the committee accepts", async () => {
  await signIn("committee");
  await page.goto(`${base}/${running}/kien-nghi`);
  await see("recommendations-phone");
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto(asked);
  await button(/^Công nhận/).first().click();
  await button("Xác nhận").click();
  await page.getByText("1 / 1").waitFor();
  must(await page.getByText("Đã đối chiếu từng chi đoàn").isVisible(), "the report is missing");
  must(complaints.length === 0, complaints.join("; "));
});
must(unit, "the demo has no officer");
await leave();
