// itinerary_test.mjs — an editor has the visits of a round proposed, moves one by key and by hand, is
// shown what that breaks, and issues them; an address for a phone's calendar is made and revoked.
import { accessible, base, check, complaints, dayBefore, fits, leave, must, page, running, shoot, signIn } from "./visit.mjs";

const code = `KT-LICH-${Date.now().toString(36)}`;
const ROUND = `${base}/api/v1/campaigns/${running}/rounds/${code}`;
const UNITS = ["HD-CANGLONG", "HD-CAUKE", "HD-TIEUCAN", "HD-TRACU"];
const visit = (name) => page.locator(".planned-visit", { hasText: name });
const placeOf = (name) => visit(name).locator("xpath=..").getAttribute("data-place");

async function put(path, data) {
  const session = await (await page.request.get(`${base}/api/v1/session`)).json();
  const answer = await page.request.put(ROUND + path, { headers: { "X-CSRF-Token": session.csrf }, data });
  must(answer.ok(), await answer.text());
}
const team = (name, username) => ({ seen: 0, name, members: [{ username, post: "head" }], units: [] });

await check("the visits of a round are proposed and taken", async () => {
  await signIn("editor");
  await put("", { seen: 0, kind: "thematic", form: "on_site", title: "Kiểm tra chuyên đề", units: UNITS, period_from: dayBefore(-3), period_to: dayBefore(-16) });
  await put("/teams/1", team("Đoàn số 1", "kiem-tra-1"));
  await put("/teams/2", team("Đoàn số 2", "kiem-tra-3"));
  await page.goto(`${base}/${running}/kiem-tra/${code}/lich`);
  await page.getByRole("heading", { name: "Chưa xếp buổi" }).waitFor();
  await page.getByRole("button", { name: "Xếp lịch" }).click();
  await page.getByText("Máy đã xếp 4 buổi").waitFor();
  await shoot("itinerary-proposed");
  await page.getByRole("button", { name: "Dùng đề xuất" }).click();
  await page.locator(".planned-visit.proposed").nth(3).waitFor();
  await accessible("itinerary");
  await fits("itinerary");
});
await check("a visit moves by key, and the focus goes along", async () => {
  const before = await placeOf("Càng Long");
  await visit("Càng Long").focus();
  await page.keyboard.press("ArrowRight");
  await page.waitForFunction((was) => {
    const moved = document.querySelector('[data-unit="HD-CANGLONG"]');
    return moved?.parentElement.dataset.place !== was && document.activeElement === moved;
  }, before);
});
await check("what a move breaks is told, with the way back", async () => {
  const before = await placeOf("Cầu Kè");
  await visit("Cầu Kè").click();
  const busy = await visit("Càng Long").getAttribute("aria-label");
  const [number, day] = (await placeOf("Càng Long")).split("/");
  const dialog = page.getByRole("dialog");
  await dialog.locator("select").nth(0).selectOption(number);
  await dialog.locator("select").nth(1).selectOption(day);
  await dialog.locator("select").nth(2).selectOption({ label: "cả ngày" });
  await dialog.getByRole("button", { name: "Dời" }).click();
  await page.locator(".moved", { hasText: "Cầu Kè" }).getByText("đoàn đã có Huyện đoàn Càng Long buổi đó").waitFor();
  must(busy.includes("sáng") || busy.includes("chiều"), busy);
  await shoot("itinerary-broken");
  await accessible("itinerary-broken");
  await page.getByRole("button", { name: "Ban hành lịch…" }).click();
  complaints.length = 0;
  await page.getByRole("dialog").getByRole("button", { name: "Ban hành lịch" }).click();
  await page.getByText("Không thể làm được").waitFor();
  must(complaints.every((text) => text.includes("409")), complaints.join(" | "));
  complaints.length = 0;
  await page.getByRole("button", { name: /^Đưa về/ }).click();
  await page.waitForFunction((was) => document.querySelector('[data-unit="HD-CAUKE"]')?.parentElement.dataset.place === was, before);
});
await check("a visit is dragged to another day", async () => {
  const to = page.locator(`[data-place="${await placeOf("Tiểu Cần")}"]`);
  await visit("Trà Cú").dragTo(to);
  await page.waitForFunction(() => document.querySelector('[data-unit="HD-TRACU"]')?.parentElement.dataset.place
    === document.querySelector('[data-unit="HD-TIEUCAN"]')?.parentElement.dataset.place);
});
await check("it is issued, and a phone may follow it", async () => {
  await page.getByRole("button", { name: "Ban hành lịch…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Ban hành lịch" }).click();
  await page.getByText("Đã ban hành lịch.").waitFor();
  await page.getByRole("button", { name: "Lịch cho điện thoại" }).click();
  await page.getByRole("button", { name: "Tạo địa chỉ đăng ký" }).click();
  const address = await page.getByLabel("Địa chỉ đăng ký").inputValue();
  const feed = await page.request.get(address);
  must((await feed.text()).includes("SUMMARY:Kiểm tra: Huyện đoàn Trà Cú"), await feed.text());
  await page.getByRole("button", { name: "Thu hồi địa chỉ" }).click();
  await page.getByRole("button", { name: "Thu hồi địa chỉ" }).waitFor({ state: "detached" });
  must((await page.request.get(address)).status() === 404, "the address is still there");
  await page.keyboard.press("Escape");
});
await check("on a phone it is a list by day", async () => {
  await page.setViewportSize({ width: 360, height: 800 });
  await page.locator(".by-day section").first().waitFor();
  await fits("itinerary-phone");
  await accessible("itinerary-phone");
  await shoot("itinerary-phone");
  await page.setViewportSize({ width: 1280, height: 900 });
});
await check("a joint session and a table of ways are asked for", async () => {
  await page.goto(`${base}/${running}/kiem-tra/${code}/lich?mo=yeu-cau`);
  await page.getByLabel("Buổi tập trung của Huyện đoàn Càng Long").fill("1");
  await page.getByLabel("Buổi tập trung của Huyện đoàn Cầu Kè").fill("1");
  await page.getByText("Bảng quãng đường (km)").click();
  const table = page.getByLabel("Dán từ bảng tính");
  await table.fill("\tNơi xuất phát\tHD-CANGLONG\tHuyện đoàn Xa\nA\t0\t1\t2");
  await page.getByRole("button", { name: "Lưu yêu cầu" }).click();
  await page.getByText("Không nhận ra đơn vị “Huyện đoàn Xa”").waitFor();
  await table.fill("\tNơi xuất phát\tHD-CANGLONG\tHuyện đoàn Cầu Kè\nNơi xuất phát\t0\t20\t40\nHD-CANGLONG\t20\t0\t25\nHD-CAUKE\t40\t25\t0");
  await page.getByRole("button", { name: "Lưu yêu cầu" }).click();
  await page.getByText("Đã có bảng quãng đường của 2 đơn vị.").waitFor();
  await accessible("demands");
  await shoot("itinerary-demands");
  const { demands } = await (await page.request.get(`${ROUND}/itinerary`)).json();
  must(demands.ways.km[1][2] === 25 && demands.together[0].units.sort().join() === "HD-CANGLONG,HD-CAUKE", JSON.stringify(demands));
});
await leave();
