// members_test.mjs — an officer uploads an export of the member software with unknown columns,
// names them on the page, reads the score and what to fix; the next export is imported at once.
import { accessible, check, complaints, dayBefore, fits, leave, must, page, shoot, signIn, written } from "./visit.mjs";

const HEAD = "Tên gọi,Sinh ngày nào,Ngày vào Đoàn,Chi đoàn,Xếp loại\n";
const file = (rows) => ({ name: "doan-vien-ap.csv", mimeType: "text/csv", buffer: Buffer.from(HEAD + rows) });
const GOOD = "Lê Văn An,02/09/2001,26/03/2017,Ấp Chợ,Khá\nTrần Thị Bé,05/06/2003,26/03/2019,Ấp Chợ,Khá\n";
const BAD = "Lê Văn An,02/09/2001,26/03/2017,Ấp Chợ,Khá\nVõ Ba,31/02/2004,26/03/2020,Ấp Chợ,Khá\n";

const part = () => page.locator("details.members");
async function send(rows, day) {
  await part().getByLabel("Tệp .xlsx hoặc .csv").setInputFiles(file(rows));
  await part().getByLabel("Ngày xuất dữ liệu").fill(day);
  await part().getByLabel("Số đoàn viên theo sổ của đơn vị").fill("4");
  await part().getByRole("button", { name: "Nộp tệp" }).click();
}

await check("the unit's page has a place for exports", async () => {
  await signIn("officer");
  await page.getByRole("link", { name: "Tiêu chí", exact: true }).click();
  await part().locator("summary").first().click();
  await part().getByRole("button", { name: "Nộp tệp" }).waitFor();
  await accessible("members");
});
await check("new columns are asked about, with a guess and what is mandatory", async () => {
  await send(GOOD + BAD, dayBefore(2));
  await part().getByText("chưa được khai báo").waitFor();
  must((await part().getByLabel("Cột “Chi đoàn”").inputValue()) === "branch", "the guess at a known column is not chosen");
  await part().getByText("Trường bắt buộc chưa có cột: Họ và tên, Ngày sinh.").waitFor();
  must(!(await part().innerText()).includes("Lê Văn An"), "a member is shown");
  await shoot("members-mapping");
  await accessible("members-mapping");
});
await check("a mapping without names is refused", async () => {
  await part().getByRole("button", { name: "Dùng cách hiểu này" }).click();
  await part().getByText("Khai báo cột chưa đúng").waitFor();
  must(complaints.every((text) => text.includes("422")), complaints.join(" | "));
  complaints.length = 0;
});
await check("named, it is read: score, receipt, faults by code with their rows", async () => {
  await part().getByLabel("Cột “Tên gọi”").selectOption("full_name");
  await part().getByLabel("Cột “Sinh ngày nào”").selectOption("born_on");
  await part().getByRole("button", { name: "Dùng cách hiểu này" }).click();
  await part().getByText("Đã đọc “doan-vien-ap.csv”").waitFor();
  await part().getByText(/^Cách tính điểm/).waitFor();
  const twice = part().locator(".items li", { hasText: "Đoàn viên này đã có ở một dòng trước" });
  await twice.getByText("dòng 4", { exact: true }).waitFor();
  await part().locator(".items li", { hasText: "Không phải ngày có trong lịch" }).getByText("dòng 5").waitFor();
  await part().getByText("4 đoàn viên trong phần mềm so với 4 theo số đơn vị").waitFor();
  must(!(await part().innerText()).includes("Lê Văn An"), "a member is shown");
  await shoot("members");
  await accessible("members-read");
});
await check("an export of the same columns goes straight in", async () => {
  await send(GOOD, dayBefore(1));
  await part().locator("tbody tr th", { hasText: written(dayBefore(1)) }).waitFor();
  await part().getByText("giảm 2", { exact: true }).waitFor();
});
await check("what is no table is refused in words", async () => {
  await part().getByLabel("Tệp .xlsx hoặc .csv").setInputFiles({ name: "hinh.csv", mimeType: "text/csv", buffer: Buffer.from([1, 2, 3, 0, 255]) });
  await part().getByRole("button", { name: "Nộp tệp" }).click();
  await part().getByText("Không nhận được “hinh.csv”").waitFor();
});
await check("the part fits a phone", async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  await fits("members");
  await shoot("phone-members");
  await accessible("phone-members");
  await send(GOOD.replace("Trần Thị Bé", "Trần Thị Bí"), dayBefore(1));
  await part().getByText("Đã đọc").nth(2).waitFor();
  await part().getByLabel("Tệp .xlsx hoặc .csv").setInputFiles({ name: "moi.csv", mimeType: "text/csv", buffer: Buffer.from("Gọi là,Sanh,Kết nạp\nLê Văn An,02/09/2001,26/03/2017\n") });
  await part().getByRole("button", { name: "Nộp tệp" }).click();
  await part().getByText("chưa được khai báo").waitFor();
  await fits("members-mapping");
  await shoot("phone-members-mapping");
});
await check("a fault leads to its rule, with examples that are exports", async () => {
  await page.setViewportSize({ width: 1280, height: 900 });
  await part().getByRole("link", { name: "Quy tắc" }).first().click();
  const rule = page.locator(".checks > li", { has: page.locator("details[open]") }).first();
  await rule.getByText("tệp phần mềm Quản lý đoàn viên").waitFor();
  await rule.getByText(/^Ví dụ/).click();
  await rule.getByText("✗ bị báo").first().waitFor();
  await shoot("members-rule");
  await accessible("members-rule");
});
must(complaints.length === 0, complaints.join(" | "));
await leave();
