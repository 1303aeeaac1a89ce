// visit_round_test.mjs — a visit of a round: an inspector's phone without a line records with a photo, what it
// kept arrives once there is a line, a second inspector sees both opinions, and both sides settle the
// minutes.
import { accessible, accounts, base, browser, check, fits, leave, must, page as desk, patience, running, shoot, watch } from "./visit.mjs";

const ROUND = `KT-${running}`;
const accountOf = (username) => accounts.find((one) => one.username === username);
const tokens = {};
async function api(username, method, path, body) {
  const { password } = accountOf(username);
  tokens[username] ??= (await (await fetch(`${base}/api/v1/login`, {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ username, password }),
  })).json()).token;
  const answer = await fetch(`${base}/api/v1${path}`, {
    method, headers: { "Content-Type": "application/json", Authorization: `Bearer ${tokens[username]}` }, ...body && { body: JSON.stringify(body) },
  });
  must(answer.ok, `${method} ${path}: ${answer.status} ${await answer.clone().text()}`);
  return answer.json();
}
const round = await api("bien-tap", "GET", `/campaigns/${running}/rounds/${ROUND}`);
if (round.state === "issued") {
  await api("thuong-vu", "POST", `/campaigns/${running}/rounds/${ROUND}/steps`, { to: "under_way" });
}
const team = round.teams[0];
const unit = team.units[0].code;
const [head, secretary] = ["head", "secretary"].map((post) => team.members.find((one) => one.post === post).username);
const address = `/${running}/kiem-tra/${ROUND}/don-vi/${unit}`;
const visitPath = `/campaigns/${running}/rounds/${ROUND}/units/${unit}`;

async function signIn(tab, username, to) {
  await tab.goto(base + to);
  await tab.getByLabel("Tên đăng nhập").fill(username);
  await tab.getByLabel("Mật khẩu").fill(accountOf(username).password);
  await tab.getByRole("button", { name: "Đăng nhập" }).click();
  await tab.locator(".frame").waitFor();
}

const context = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: "vi-VN" });
const phone = await context.newPage();
phone.setDefaultTimeout(patience);
let title;
const picture = Buffer.from(await desk.evaluate(() => {
  const canvas = Object.assign(document.createElement("canvas"), { width: 300, height: 200 });
  canvas.getContext("2d").fillRect(20, 20, 200, 90);
  return canvas.toDataURL("image/jpeg").split(",")[1];
}), "base64");

await check("the checklist is made when the team opens the visit, the riskiest first", async () => {
  await signIn(phone, head, address);
  await phone.locator(".checklist > li").first().waitFor();
  await phone.getByText("Có sẵn ngoại tuyến").waitFor();
  const [content, window] = await phone.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  must(content <= window, `the visit is ${content} wide on ${window}`);
  const { items } = await api(head, "GET", `${visitPath}/visit`);
  must(items.length > 3 && items.every((item, at) => at === 0 || Number(items[at - 1].risk) >= Number(item.risk)), "the order is not that of risk");
  title = await phone.locator(".checklist > li b").first().textContent();
  must(title === items[0].title, `${title} is first on the page, ${items[0].title} in the answer`);
});

await check("without a line the page opens again, and keeps a record with its photo", async () => {
  await phone.evaluate(async () => {
    await navigator.serviceWorker.ready;
    while (!navigator.serviceWorker.controller) {
      await new Promise((then) => navigator.serviceWorker.addEventListener("controllerchange", then, { once: true }));
    }
  });
  await context.setOffline(true);
  await phone.reload();
  await phone.locator(".checklist > li > .row").first().click();
  await phone.getByRole("button", { name: "Ghi", exact: true }).click();
  await phone.getByText("Chọn kết quả.").waitFor();
  await phone.getByLabel("Sai", { exact: true }).check();
  await phone.getByLabel("Ghi chú").fill("Sổ gốc ghi khác");
  await phone.locator(".visit-photos input[type=file]").setInputFiles({ name: "so-goc.jpg", mimeType: "image/jpeg", buffer: picture });
  await phone.getByLabel("Ảnh 1 cho thấy gì").fill("Trang sổ gốc");
  await phone.getByRole("button", { name: "Ghi", exact: true }).click();
  await phone.locator(".checklist > li").first().getByText("lưu trên máy").waitFor();
});

await check("what was kept arrives, and two who did not see each other are both kept", async () => {
  const { items } = await api(secretary, "GET", `${visitPath}/visit`);
  await api(secretary, "PUT", `${visitPath}/visit/entries/${crypto.randomUUID()}`, {
    item: items[0].key, mark: "right", note: "Đã xem sổ", made_at: new Date().toISOString().slice(0, 19) + "Z",
  });
  await context.setOffline(false);
  await phone.getByText("1 mục có hai ý kiến ghi cùng lúc").waitFor();
  const item = (await api(secretary, "GET", `${visitPath}/visit`)).items.find((one) => one.key === items[0].key);
  must(item.entries.length === 2 && item.state === "disputed", JSON.stringify(item));
});

await check("the second inspector sees both, with the photo, and chooses", async () => {
  await desk.setViewportSize({ width: 360, height: 740 });
  await signIn(desk, secretary, address);
  await desk.locator(".checklist .row", { hasText: title }).first().click();
  await desk.getByText("Sổ gốc ghi khác").waitFor();
  await accessible("visit on a phone");
  await fits("visit on a phone");
  await shoot("visit-phone");
  await desk.setViewportSize({ width: 1440, height: 900 });
  await desk.waitForFunction(() => document.querySelector("aside .strip img")?.naturalWidth === 300);
  await accessible("visit on a desk");
  await fits("visit on a desk");
  await shoot("visit-desk");
  await desk.getByLabel("Sai", { exact: true }).check();
  await desk.getByRole("button", { name: "Ghi", exact: true }).click();
  await desk.getByText("Hai ý kiến khác nhau").waitFor({ state: "detached" });
  await desk.waitForFunction(() => document.querySelectorAll(".checklist .tick.bad").length === 1);
});

await check("a finding proposes a score only with its reason", async () => {
  await desk.getByRole("button", { name: "Ghi phát hiện mới" }).click();
  await desk.getByLabel("Điều đã thấy").fill("Thiếu chữ ký xác nhận");
  await desk.getByLabel("Đề nghị điểm thẩm định").fill("1");
  await desk.getByRole("button", { name: "Ghi phát hiện", exact: true }).click();
  await desk.getByText("Nêu lý do hạ điểm.").waitFor();
  await desk.getByLabel("Đề nghị điểm thẩm định").fill("");
  await desk.getByRole("button", { name: "Ghi phát hiện", exact: true }).click();
  await desk.locator(".items", { hasText: "Thiếu chữ ký xác nhận" }).waitFor();
});

await check("a finding is withdrawn with its reason, and stays to be read", async () => {
  await desk.getByRole("button", { name: "Ghi phát hiện mới" }).click();
  await desk.getByLabel("Điều đã thấy").fill("Không có sổ đoàn viên");
  await desk.getByRole("button", { name: "Ghi phát hiện", exact: true }).click();
  const line = desk.locator(".items > li", { hasText: "Không có sổ đoàn viên" });
  await line.getByText("Rút phát hiện này").click();
  await line.getByLabel("Lý do rút").fill("Đơn vị đã xuất trình sổ");
  await line.getByRole("button", { name: "Rút phát hiện", exact: true }).click();
  await desk.getByText("Đã rút (1)").click();
  await desk.getByText("Đã rút: Đơn vị đã xuất trình sổ").waitFor();
  await shoot("visit-withdrawn");
});

await check("both sides settle the minutes, which are locked then", async () => {
  await desk.getByRole("link", { name: "Xem", exact: true }).click();
  must((await desk.getByLabel("Nội dung").inputValue()).includes("Thiếu chữ ký xác nhận"), "the draft lacks the finding");
  must(!(await desk.getByLabel("Nội dung").inputValue()).includes("Không có sổ đoàn viên"), "the draft names what was withdrawn");
  await accessible("minutes");
  // The notice of what was just recorded stands above the button.
  while (await desk.locator(".toast").count() > 0) {
    await desk.locator(".toast").first().getByRole("button", { name: "Đóng" }).click();
  }
  await desk.getByRole("button", { name: "Lưu bản 1" }).click();
  await desk.getByRole("button", { name: "Ký bản 1 cho đoàn" }).click();
  await desk.locator(".page-head").getByText("Chờ đơn vị xác nhận").waitFor();
  const officer = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: "vi-VN" });
  const own = await officer.newPage();
  own.setDefaultTimeout(patience);
  watch(own);
  await signIn(own, unit.toLowerCase(), `${address}/bien-ban`);
  await own.getByRole("button", { name: "Xác nhận biên bản" }).click();
  await own.locator(".page-head").getByText("Đã khóa").waitFor();
  await officer.close();
  await desk.reload();
  await desk.locator(".page-head").getByText("Đã khóa").waitFor();
  must(await desk.getByRole("button", { name: /Lưu bản/ }).count() === 0, "locked minutes can be written");
  await shoot("visit-minutes");
});
await leave();
