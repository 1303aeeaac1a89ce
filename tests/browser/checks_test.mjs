// checks_test.mjs — an editor finds a check, tries a setting on the stored evidence, saves it with the
// ground that is needed once a unit has closed, and gets a conflict after another editor's change; an
// officer comes from a finding to its rule and can change nothing.
import { accessible, base, check, complaints, fits, leave, must, page, running, shoot, signIn } from "./visit.mjs";

const CODE = "title.too_short";
const GROUND = "Kết luận 12-KL/TĐTN";
const item = () => page.locator(".checks > li", { hasText: "Tiêu đề quá ngắn." });

await check("an editor finds a check by words without marks", async () => {
  await signIn("editor");
  await page.getByRole("link", { name: "Quy tắc", exact: true }).click();
  await page.locator(".checks > li").nth(60).waitFor();
  await accessible("checks");
  must(!(await page.locator("main").innerText()).includes(CODE), "a code stands where only a name is needed");
  await page.getByLabel("Tìm quy tắc").fill("tieu de qua ngan");
  await item().locator("summary").first().click();
  await item().getByText("Cách sửa").waitFor();
  await item().getByText(CODE, { exact: true }).waitFor();
  await item().getByText(/^Ví dụ/).click();
  await item().getByText("✗ bị báo").first().waitFor();
  must((await page.locator(".checks > li").count()) === 1, "more than one check is found");
});
await check("a setting is tried beside today's", async () => {
  await item().getByLabel(/số chữ ít nhất/).fill("9");
  await item().getByRole("button", { name: "Thử", exact: true }).click();
  await item().getByText("Một số minh chứng").waitFor();
  const [would, today] = await item().locator(".trial tbody tr td:nth-of-type(1)").allInnerTexts();
  must(Number(would.replace(/\./g, "")) > Number(today.replace(/\./g, "")), `${would} would, ${today} today`);
  must((await item().locator(".trial .items li").count()) === 10, "not ten samples");
  await shoot("checks-trial");
  await accessible("checks-trial");
});
await check("it is saved with its ground, and who set it is told", async () => {
  await item().getByLabel("Mức độ").selectOption("hint");
  complaints.length = 0;
  await item().getByRole("button", { name: "Lưu cho đợt này" }).click();
  await item().getByLabel("Căn cứ của việc đổi").fill(GROUND);
  must((await item().getByLabel("Mức độ").inputValue()) === "hint", "what was chosen is lost");
  must(complaints.every((text) => text.includes("409")), complaints.join(" | "));
  complaints.length = 0;
  await item().getByRole("button", { name: "Lưu cho đợt này" }).click();
  await item().getByText("Đã lưu").waitFor();
  await item().getByText(/ đặt lúc /).waitFor();
  await shoot("checks-set");
});
await check("what somebody else has changed meanwhile is told", async () => {
  // At the last moment: the page reads the settings again after each lost connection.
  const path = `${base}/api/v1/campaigns/${running}/checks/${CODE}`;
  await page.route(path, async (route) => {
    const session = await (await page.request.get(`${base}/api/v1/session`)).json();
    const answer = await page.request.put(path, { headers: { "X-CSRF-Token": session.csrf }, data: { severity: "error", ground: GROUND } });
    must(answer.ok(), await answer.text());
    await route.continue();
  });
  complaints.length = 0;
  await item().getByLabel("Tắt quy tắc này").check();
  await item().getByRole("button", { name: "Lưu cho đợt này" }).click();
  await item().getByText("Người khác vừa đổi").waitFor();
  await page.unroute(path);
  must(complaints.every((text) => text.includes("409")), complaints.join(" | "));
  complaints.length = 0;
});
await check("the page fits a phone", async () => {
  await page.setViewportSize({ width: 360, height: 740 });
  await fits("checks");
  await shoot("phone-checks");
  await accessible("phone-checks");
  await page.setViewportSize({ width: 1280, height: 900 });
});
await check("copies cannot be tried, and the page says why", async () => {
  await page.goto(`${base}/quy-tac?ma=copy.near_text`);
  await page.getByText("Quy tắc về bản sao không thử được").waitFor();
  must((await page.getByRole("button", { name: "Thử", exact: true }).count()) === 0, "it can be tried");
  must((await page.locator(".checks > li").count()) === 1, "not the one check that was asked for");
  await page.getByRole("link", { name: "Mọi quy tắc" }).click();
  await page.locator(".checks > li").nth(60).waitFor();
});
await check("an officer comes from a finding to its rule and changes nothing", async () => {
  const officer = await signIn("officer");
  const piece = await page.evaluate(async (unit) =>
    (await (await fetch(`/api/v1/evidence?unit=${unit}&verdict=mend&limit=5`)).json()).items[0].id, officer.unit);
  await page.goto(`${base}/minh-chung/${piece}`);
  await page.getByText("Quy tắc này").first().click();
  await page.waitForURL(/quy-tac\?ma=/);
  await page.locator(".checks details[open]").getByText("Cách sửa").first().waitFor();
  must((await page.getByRole("button", { name: "Lưu cho đợt này" }).count()) === 0, "an officer may save");
  await shoot("checks-officer");
  await accessible("checks-officer");
});
await check("passages of a near copy stand side by side, on a phone one below the other", async () => {
  await signIn("committee");
  const id = await page.evaluate(async () => {
    for (const code of ["copy.near_text", "copy.near_document", "copy.passage"]) {
      const list = await (await fetch(`/api/v1/campaigns/2023/findings?code=${code}&limit=50`)).json();
      for (const item of list.items ?? []) {
        const piece = await (await fetch(`/api/v1/evidence/${item.evidence}`)).json();
        if (piece.findings.some((finding) => finding.passages?.length > 0)) {
          return item.evidence;
        }
      }
    }
    return "";
  });
  must(id !== "", "no near copy in the demo");
  await page.goto(`${base}/minh-chung/${id}`);
  await page.getByText(/^So đoạn giống nhau/).first().click();
  const boxes = async () => Promise.all([1, 2].map((n) => page.locator(`.pairs p:nth-of-type(${n})`).first().boundingBox()));
  const [left, right] = await boxes();
  must(Math.abs(left.y - right.y) < 2 && right.x > left.x, "not side by side");
  await shoot("passages");
  await accessible("passages");
  await page.setViewportSize({ width: 360, height: 740 });
  const [above, below] = await boxes();
  must(below.y > above.y && below.x === above.x, "not one below the other");
  await fits("passages");
  await shoot("phone-passages");
  await page.setViewportSize({ width: 1280, height: 900 });
});
await check("the setting is taken back", async () => {
  await signIn("editor");
  const status = await page.evaluate(async ([campaign, code, ground]) => {
    const session = await (await fetch("/api/v1/session")).json();
    const headers = { "Content-Type": "application/json", "X-CSRF-Token": session.csrf };
    return (await fetch(`/api/v1/campaigns/${campaign}/checks/${code}`, { method: "PUT", headers, body: JSON.stringify({ ground }) })).status;
  }, [running, CODE, GROUND]);
  must(status === 200, String(status));
});
await check("no complaint in the console", () => must(complaints.length === 0, complaints.join(" | ")));
await leave();
