// filing_test.mjs — an officer's phone: files are chosen, the server reads them, its proposals are checked, and
// the item is sent.  A large photo leaves the phone small, with the day it was taken.
import { accessible, check, complaints, dayBefore, fits, leave, must, page, running, shoot, signIn, written } from "./visit.mjs";

const run = Date.now().toString(36);
const taken = dayBefore(20);
let officer, criterion, figure, planned;

// A JPEG of noise, of several megabytes, that says in EXIF when it was taken and that it lies on its side.
async function photo(name) {
  const data = await page.evaluate((day) => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 2600, height: 1950 });
    const pen = canvas.getContext("2d");
    const pixels = pen.createImageData(2600, 1950);
    for (let at = 0, word = Date.now() % 2147483648; at < pixels.data.length; at++) {
      word = (word * 1103515245 + 12345) % 2147483648;
      pixels.data[at] = at % 4 === 3 ? 255 : word >> 16;
    }
    pen.putImageData(pixels, 0, 0);
    const jpeg = Uint8Array.from(atob(canvas.toDataURL("image/jpeg", 0.95).split(",")[1]), (c) => c.charCodeAt(0));
    // Exif: IFD0 with the orientation (6) and the way to the Exif directory, which has DateTimeOriginal.
    const exif = new DataView(new ArrayBuffer(10 + 8 + 2 + 24 + 4 + 2 + 12 + 4 + 20));
    [0xff, 0xe1].forEach((byte, at) => exif.setUint8(at, byte));
    exif.setUint16(2, exif.byteLength - 2);
    [..."Exif\0\0II"].forEach((letter, at) => exif.setUint8(4 + at, letter.charCodeAt(0)));
    const put = (at, tag, type, count, value) => {
      exif.setUint16(10 + at, tag, true); exif.setUint16(12 + at, type, true); exif.setUint32(14 + at, count, true); exif.setUint32(18 + at, value, true);
    };
    exif.setUint16(12, 42, true); exif.setUint32(14, 8, true); exif.setUint16(18, 2, true);
    put(10, 0x0112, 3, 1, 6); put(22, 0x8769, 4, 1, 38);
    exif.setUint16(48, 1, true);
    put(40, 0x9003, 2, 20, 56);
    [...`${day.replaceAll("-", ":")} 08:15:00\0`].forEach((letter, at) => exif.setUint8(66 + at, letter.charCodeAt(0)));
    const whole = new Uint8Array(jpeg.length + exif.byteLength);
    whole.set(jpeg.slice(0, 2)); whole.set(new Uint8Array(exif.buffer), 2); whole.set(jpeg.slice(2), 2 + exif.byteLength);
    let text = "";
    whole.forEach((byte) => { text += String.fromCharCode(byte); });
    return btoa(text);
  }, taken);
  return { name, mimeType: "image/jpeg", buffer: Buffer.from(data, "base64") };
}

const plan = () => ({
  name: "61-KH.txt", mimeType: "text/plain",
  buffer: Buffer.from(["TỈNH ĐOÀN TRÀ VINH", "Số: 61-KH/ĐTN", `Trà Vinh, ${planned}`, "", "KẾ HOẠCH", `${criterion.name} lần ${run}`, "",
    `Kết quả: ${figure} là 182.`, "", "BÍ THƯ", "", "Nguyễn Văn A", ""].join("\n")),
});
const proposed = (label) => page.locator(".field.proposed", { has: page.getByLabel(label, { exact: true }) });

await check("files are read, and what they say is filled in with what it rests on", async () => {
  officer = await signIn("officer");
  const campaign = await page.evaluate(async (year) => (await fetch(`/api/v1/campaigns/${year}`)).json(), running);
  criterion = campaign.criteria.find((one) => one.level === "criterion" && one.figures.length > 0);
  figure = criterion.figures[0];
  const [year, month, day] = dayBefore(25).split("-");
  planned = `ngày ${day} tháng ${month} năm ${year}`;
  await page.setViewportSize({ width: 360, height: 780 });
  await page.goto(new URL("/nop", page.url()).href);
  await page.getByLabel("Tệp đính kèm").setInputFiles([await photo("hiện trường.jpg"), plan()]);
  await page.getByText("Hệ thống đọc được và điền giúp.").waitFor();
  must(await page.getByLabel("Số, ký hiệu văn bản").inputValue() === "61-KH/ĐTN", "the symbol is not filled in");
  must((await page.getByLabel("Tiêu đề").inputValue()).includes(run), "the title is not filled in");
  await proposed("Số, ký hiệu văn bản").getByText(/61-KH\.txt/).waitFor();
  must(await page.getByLabel("Ngày diễn ra").inputValue() === written(taken), `the day is ${await page.getByLabel("Ngày diễn ra").inputValue()}`);
  await proposed("Ngày diễn ra").getByText("Ngày chụp của hiện trường.jpg").waitFor();
  await shoot("phone-filing");
  await fits("filing");
  await accessible("filing");
});
await check("what the user has changed stays, and a contradiction is asked about", async () => {
  await page.getByLabel("Tiêu đề").fill(`Việc của tôi ${run}`);
  await page.getByLabel("Tiêu chí").first().fill(criterion.code);
  await page.locator(".select [role=option]").first().waitFor();
  await page.getByLabel("Tiêu chí").first().press("Enter");
  const field = page.getByLabel(new RegExp(`^${figure} `));
  await field.fill("1.182");
  await page.getByText(/Đúng là 182\?/).waitFor();
  await shoot("phone-filing-asked");
  await accessible("filing-asked");
  await page.getByRole("button", { name: "Dùng 182" }).click();
  must(await field.inputValue() === "182", "it is not used");
  await page.getByText("Nháp đã lưu trên máy").waitFor();
  await page.reload();
  await page.locator(".strip li", { hasText: "61-KH.txt" }).waitFor();
  must(await page.getByLabel("Tiêu đề").inputValue() === `Việc của tôi ${run}`, "the title is lost");
});
await check("a photo goes small with its day, a caption and its place", async () => {
  await page.getByText(/1 ảnh thu nhỏ từ/).waitFor();
  await page.getByText("Chú thích, thứ tự, bỏ tệp (2 tệp)").click();
  await page.locator(".order").getByLabel("Chú thích").first().fill("Các bạn đang dọn kênh");
  await page.getByRole("button", { name: "Đưa 61-KH.txt lên trước" }).click();
  await page.locator(".strip li").first().getByText("61-KH.txt").waitFor();
  await page.getByRole("button", { name: "Nộp", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: `Việc của tôi ${run}` }).waitFor();
  const piece = await page.evaluate(async (id) => (await fetch(`/api/v1/evidence/${id}`)).json(), page.url().split("/").pop());
  const [first, second] = piece.files;
  must(first.name === "61-KH.txt" && second.name === "hiện trường.jpg", JSON.stringify(piece.files));
  must(second.size < 1_500_000, `the photo has ${second.size} bytes`);
  must(second.caption === "Các bạn đang dọn kênh", `caption ${second.caption}`);
  const { occurred_on, made_at, figures } = piece;
  must(occurred_on === taken && made_at !== null && Number(figures.find((one) => one.name === figure)?.value) === 182, JSON.stringify({ occurred_on, made_at, figures }));
  const bytes = await (await page.request.get(new URL(`/api/v1/evidence/${piece.id}/files/2`, page.url()).href)).body();
  must(bytes.includes(`${taken.replaceAll("-", ":")} 08:15:00`), "the day it was taken is lost");
});
await check("a file that was filed before is told", async () => {
  await page.goto(new URL("/nop", page.url()).href);
  await page.getByLabel("Tệp đính kèm").setInputFiles([plan()]);
  await page.getByText("Tệp này đã nộp trong minh chứng").waitFor();
  await page.getByRole("link", { name: `Việc của tôi ${run}` }).waitFor();
  await page.getByText(/^Chú thích, thứ tự/).click();
  await page.getByRole("button", { name: "Bỏ 61-KH.txt" }).click();
});
await check("the originals are sent if they are wanted", async () => {
  await page.getByLabel("Tệp đính kèm").setInputFiles([await photo("nguyên gốc.jpg")]);
  await page.getByRole("button", { name: "Giữ gốc" }).click();
  await page.getByText(/1 ảnh giữ nguyên gốc/).waitFor();
  await page.getByLabel("Tiêu đề").fill(`Ảnh nguyên gốc ${run}`);
  await page.getByLabel("Tiêu chí").first().fill(criterion.code);
  await page.locator(".select [role=option]").first().waitFor();
  await page.getByLabel("Tiêu chí").first().press("Enter");
  await page.getByRole("button", { name: "Nộp", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: `Ảnh nguyên gốc ${run}` }).waitFor();
  const piece = await page.evaluate(async (id) => (await fetch(`/api/v1/evidence/${id}`)).json(), page.url().split("/").pop());
  must(piece.files[0].size > 1_500_000, `the photo has ${piece.files[0].size} bytes`);
});
await check("the page behind a link fills in the rest", async () => {
  const { link, page: seen } = await page.evaluate(async (unit) => {
    const { items } = await (await fetch(`/api/v1/evidence?campaign=2023&unit=${unit}&kind=article&limit=50`)).json();
    const pieces = await Promise.all(items.map(async ({ id }) => (await fetch(`/api/v1/evidence/${id}`)).json()));
    return pieces.find((piece) => piece.link && piece.page?.state === "good" && piece.page.published_on);
  }, officer.unit);
  await page.goto(new URL("/nop", page.url()).href);
  await page.getByLabel("Liên kết").fill(link);
  await proposed("Tiêu đề").getByText("Theo trang của liên kết").waitFor();
  must(await page.getByLabel("Tiêu đề").inputValue() === seen.title, `the title is ${await page.getByLabel("Tiêu đề").inputValue()}`);
  must(await page.getByLabel("Ngày diễn ra").inputValue() === written(seen.published_on), "the day of the page is not filled in");
  must(await page.getByLabel("Loại").inputValue() === "article", "a page is no article");
  await shoot("phone-filing-link");
  await page.getByLabel("Liên kết").fill("");
  await page.getByLabel("Tiêu đề").fill("");
});
await check("no complaint in the console", () => must(complaints.length === 0, complaints.join(" | ")));
await leave();
