// posts_test.mjs — an officer adds a feed, uploads lists of posts with and without faults, and
// removes a post; an account that may only read can change nothing.
import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { accessible, check, complaints, dayBefore, fits, leave, must, page, shoot, signIn, written } from "./visit.mjs";

let unit = "";
async function open() {
  await page.goto(new URL(`/don-vi/${unit}`, page.url()).href);
  await page.getByText("Tin tốt, câu chuyện đẹp").click();
  await page.getByRole("heading", { name: "Bài đã biết" }).waitFor();
}
function listOf(lines) {
  const path = join(tmpdir(), `bai-${Date.now()}.csv`);
  writeFileSync(path, ["Ngày đăng,Tiêu đề,Liên kết,Loại", ...lines, ""].join("\n"));
  return path;
}
const feeds = page.locator("section", { has: page.getByRole("heading", { name: "Nguồn tin" }) }).last();

await check("an address that is none is told, a feed is added", async () => {
  unit = (await signIn("officer")).unit;
  await open();
  complaints.length = 0;
  await page.getByLabel("Địa chỉ trang hoặc nguồn tin").fill("http://localhost/feed");
  await page.getByRole("button", { name: "Lưu nguồn tin" }).click();
  await page.getByText("Địa chỉ này không phải là địa chỉ trang web.").waitFor();
  must(complaints.every((text) => text.includes("422")), complaints.join(" | "));
  complaints.length = 0;
  await page.getByLabel("Địa chỉ trang hoặc nguồn tin").fill("https://nguontin.example/feed");
  await page.getByLabel("Chuyên mục là câu chuyện đẹp").fill("Gương sáng, Việc tử tế");
  await page.getByLabel("Chuyên mục không tính").fill("Thông báo");
  await page.getByRole("button", { name: "Lưu nguồn tin" }).click();
  await feeds.locator("li", { hasText: "https://nguontin.example/feed" }).waitFor();
  const kept = await page.evaluate(async (code) => (await (await fetch(`/api/v1/units/${code}/feeds`)).json()).feeds.at(-1).categories, unit);
  must(kept["gương sáng"] === "story" && kept["thông báo"] === "none", JSON.stringify(kept));
  await page.getByRole("button", { name: "Sửa https://nguontin.example/feed" }).click();
  must((await page.getByLabel("Chuyên mục không tính").inputValue()) === "thông báo", "what was said is not in the form");
});
await check("a list with faults is told row by row, and nothing goes in", async () => {
  complaints.length = 0;
  await page.getByLabel("Danh sách bài đã đăng").setInputFiles(listOf(["31/02/2023,Bài một,,Tin tốt", "03/01/2023,Bài hai,,Thơ"]));
  await page.getByRole("button", { name: "Gửi danh sách" }).click();
  await page.getByText("dòng 2, cột Ngày đăng").waitFor();
  await page.getByText("dòng 3, cột Loại").waitFor();
  must(complaints.every((text) => text.includes("422")), complaints.join(" | "));
  complaints.length = 0;
  await shoot("posts");
  await accessible("posts");
  await page.setViewportSize({ width: 390, height: 780 });
  await fits("posts");
  await shoot("phone-posts");
  await page.setViewportSize({ width: 1280, height: 900 });
});
await check("a list goes in, and one is taken back", async () => {
  await page.getByLabel("Chuyên mục không tính").fill("Lịch làm việc");
  await page.getByLabel("Danh sách bài đã đăng").setInputFiles(listOf([`${written(dayBefore(1))},Đêm cuối năm,https://nguontin.example/dem-cuoi-nam,Tin tốt`]));
  await page.getByRole("button", { name: "Gửi danh sách" }).click();
  await page.getByText("Đã ghi 1 trên 1 dòng.").waitFor();
  await page.getByText("30 bài mới nhất").waitFor();
  await page.waitForTimeout(700);
  must((await page.getByLabel("Chuyên mục không tính").inputValue()) === "Lịch làm việc", "what was being written is gone");
  await page.getByText("30 bài mới nhất").click();
  const post = page.locator("li", { hasText: "Đêm cuối năm" });
  await post.waitFor();
  await page.getByRole("button", { name: "Bỏ bài Đêm cuối năm" }).click();
  await post.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Thôi đọc https://nguontin.example/feed" }).click();
  await feeds.locator("li", { hasText: "https://nguontin.example/feed" }).waitFor({ state: "detached" });
});
await check("the committee sees them and can change nothing", async () => {
  await signIn("committee");
  unit = "HD-TRACU";
  await open();
  await page.getByText(/^WordPress, đọc được lúc .*: 410 bài đã lấy/).waitFor();
  unit = "TX-DUYENHAI";
  await open();
  await page.getByText("trang trả lời mã 404").waitFor();
  await feeds.screenshot({ path: join(process.env.MC_SHOTS, "feeds.png") });
  must((await page.getByRole("button", { name: "Lưu nguồn tin" }).count()) === 0, "a form for those who only look on");
  must((await page.getByRole("button", { name: "Gửi danh sách" }).count()) === 0, "a list may be handed in");
});
await check("the console is quiet", async () => must(complaints.length === 0, complaints.join(" | ")));
await leave();
