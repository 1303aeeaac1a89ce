// preparation_test.mjs — before a visit: the unit's home names what is to be done, one press leads to it; a
// phone sends the self-inspection report and chooses the sample, a change has a reason; team and committee
// see both, and the message in the inbox opens the same page.
import { accessible, accounts, base, check, fits, leave, must, page, running, shoot } from "./visit.mjs";

const ROUND = `KT-${running}`, UNIT = "HD-CAUNGANG", OFFICER = UNIT.toLowerCase();

async function enter(username, to, [width, height]) {
  await page.context().clearCookies();
  await page.setViewportSize({ width, height });
  await page.goto(base + to);
  await page.getByLabel("Tên đăng nhập").fill(username);
  await page.getByLabel("Mật khẩu").fill(accounts.find((one) => one.username === username).password);
  await page.getByRole("button", { name: "Đăng nhập" }).click();
  await page.locator(".frame").waitFor();
}

await enter(OFFICER, `/${running}`, [360, 740]);

await check("the unit's home names report, sample and visit, and leads there with one press", async () => {
  await page.getByText("Đoàn kiểm tra làm việc với đơn vị, còn").waitFor();
  await page.getByText("Chọn 2 cơ sở đoàn để đoàn kiểm tra đến").waitFor();
  await shoot("preparation-today-360");
  await page.getByText("Gửi báo cáo tự kiểm tra").click();
  await page.getByRole("heading", { name: "Chuẩn bị buổi làm việc" }).waitFor();
  await fits("preparation");
});

await check("the report goes from the phone to a receipt, once", async () => {
  await page.getByRole("button", { name: "Gửi báo cáo", exact: true }).click();
  await page.getByText("Chọn tệp báo cáo rồi gửi.").waitFor();
  await page.getByLabel("Chọn tệp báo cáo").setInputFiles({ name: "Báo cáo tự kiểm tra.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.4 báo cáo") });
  await page.getByLabel("Ghi chú").fill("Bản có dấu");
  await page.getByRole("button", { name: "Gửi báo cáo", exact: true }).click();
  await page.getByText(`Biên nhận ${ROUND}/${UNIT}/BC-1`, { exact: true }).waitFor();
  await page.locator("#bao-cao .badge", { hasText: "Đúng hạn" }).waitFor();
  await page.getByRole("link", { name: "Báo cáo tự kiểm tra.pdf" }).waitFor();
  const file = await page.evaluate(async () => (await fetch(document.querySelector("#bao-cao a[download]").href)).text());
  must(file === "%PDF-1.4 báo cáo", `the file came back as ${file}`);
});

await check("what is wrong with a file stands beside it, with the way to fix it", async () => {
  const report = page.locator("#bao-cao");
  await report.getByText("Tệp bị hỏng hoặc không đọc được.").waitFor();
  await report.getByText("Cách sửa: Mở thử tệp trên máy, lưu lại và gửi lại.").waitFor();
  await report.locator(".badge", { hasText: "1 tệp cần gửi lại" }).waitFor();
  await report.locator(".badge", { hasText: "Đúng hạn" }).waitFor();
  await fits("preparation");
  await accessible("preparation");
  await shoot("preparation-remark-360");
});

await check("a file that can be read opens page by page", async () => {
  const paper = await page.context().newPage();
  await paper.setContent("<p>Báo cáo tự kiểm tra công tác Đoàn năm nay</p>");
  const buffer = await paper.pdf();
  await paper.close();
  const report = page.locator("#bao-cao");
  await report.getByText("Gửi thêm một bản; bản trước vẫn giữ").click();
  await report.getByLabel("Chọn tệp báo cáo").setInputFiles({ name: "bao-cao-da-ky.pdf", mimeType: "application/pdf", buffer });
  await report.getByRole("button", { name: "Gửi bản bổ sung" }).click();
  await report.getByText(`Biên nhận ${ROUND}/${UNIT}/BC-2`, { exact: true }).waitFor();
  await report.getByText("Hệ thống đang đọc tệp.").waitFor({ state: "detached" });
  await report.getByText("1 tệp cần gửi lại").waitFor({ state: "detached" });
  await report.getByRole("link", { name: "bao-cao-da-ky.pdf" }).click();
  await page.getByRole("heading", { name: "bao-cao-da-ky.pdf" }).waitFor();
  await page.waitForFunction(() => document.querySelector(".paper img")?.naturalWidth > 0);
  await shoot("preparation-viewer-360");
  await page.getByRole("button", { name: "Xem phần chữ" }).click();
  await page.getByText("công tác Đoàn năm nay").waitFor();
  await page.goto(`${base}/${running}/kiem-tra/${ROUND}/don-vi/${UNIT}/chuan-bi`);
  await page.locator("#mau").waitFor();
});

await check("the sample is chosen from the tree, and changed only with a reason", async () => {
  const sample = page.locator("#mau");
  await sample.getByLabel("Đoàn thị trấn Cầu Ngang").check();
  await sample.getByRole("button", { name: "Chọn mẫu" }).click();
  await sample.getByText("Mẫu cần 2 cơ sở đoàn.").first().waitFor();
  await sample.getByLabel("Đoàn xã Vinh Kim").check();
  await sample.getByRole("button", { name: "Chọn mẫu" }).click();
  await sample.getByText("Đã có 2 cơ sở").waitFor();
  await sample.getByText("Đổi mẫu, có lý do").click();
  await sample.getByLabel("Đoàn xã Vinh Kim").uncheck();
  await sample.getByLabel("Đoàn xã Kim Hòa").check();
  await sample.getByLabel("Lý do đổi mẫu").fill("Xã Vinh Kim họp Hội đồng nhân dân trong ngày kiểm tra");
  await sample.getByRole("button", { name: "Đổi mẫu" }).click();
  await sample.getByText("Các lần chọn trước (1)").waitFor();
  await sample.getByText("lý do: Xã Vinh Kim họp").waitFor();
  await fits("preparation");
  await accessible("preparation");
  await shoot("preparation-360");
});

await check("the committee sees who has reported and who has not", async () => {
  await enter("thuong-vu", `/${running}/kiem-tra/${ROUND}`, [1440, 900]);
  const row = page.getByRole("row").filter({ hasText: "Huyện đoàn Cầu Ngang" });
  await row.getByText("Đúng hạn").waitFor();
  await page.getByRole("row").filter({ hasText: "Huyện đoàn Trà Cú" }).getByText("Chưa gửi, còn").waitFor();
  await shoot("preparation-round-1440");
  await row.getByRole("link", { name: "Đúng hạn" }).click();
  await page.getByText("Bản có dấu").waitFor();
  await accessible("preparation");
  await shoot("preparation-1440");
});

await check("a lot of the year before shows its seed and what it was drawn from", async () => {
  await enter("thuong-vu", "/2023/kiem-tra/KT-2023/don-vi/HD-DUYENHAI/chuan-bi", [1440, 900]);
  await page.getByText("Trễ 3 ngày").waitFor();
  await page.getByText("Bốc thăm thế nào, làm lại được").click();
  const drawn = await page.evaluate(async () => {
    const { sample } = await (await fetch("/api/v1/campaigns/2023/rounds/KT-2023/units/HD-DUYENHAI/preparation")).json();
    const { seed, candidates, units } = sample.versions[0];
    const digest = async (code) => [...new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`${seed}/${code}`)))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    const all = await Promise.all(candidates.map(async ({ code }) => [await digest(code), code]));
    return [all.sort().slice(0, units.length).map(([, code]) => code).sort().join(), units.map(({ code }) => code).sort().join()];
  });
  must(drawn[0] === drawn[1], `drawn again: ${drawn[0]}, kept: ${drawn[1]}`);
  await shoot("preparation-lot-1440");
});

await leave();
