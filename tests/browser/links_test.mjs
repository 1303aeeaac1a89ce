// links_test.mjs — an evidence item whose page changed after submission shows the differences; an
// editor registers a unit's sites; the unit sees them and can change nothing.
import { accessible, check, complaints, fits, leave, must, page, shoot, signIn } from "./visit.mjs";

await check("what a page has become is shown beside what was filed", async () => {
  const officer = await signIn("officer");
  const id = await page.evaluate(async (unit) => {
    for (let after = ""; ;) {
      const list = await (await fetch(`/api/v1/evidence?unit=${unit}&kind=article&limit=200${after}`)).json();
      for (const item of list.items) {
        const piece = await (await fetch(`/api/v1/evidence/${item.id}`)).json();
        if (piece.page?.changed_at) {
          return piece.id;
        }
      }
      if (!list.next) {
        return null;
      }
      after = `&after=${list.next}`;
    }
  }, officer.unit);
  must(id, "no page of the unit has changed");
  await page.goto(new URL(`/minh-chung/${id}`, page.url()).href);
  await page.getByText("Trang đã đổi những chỗ nào").click();
  await page.locator(".passages .pairs mark").first().waitFor();
  const [before, after] = await page.locator(".passages .pairs p").allInnerTexts();
  must(before !== after, "the same on both sides");
  await shoot("page-changed");
  await accessible("page-changed");
  await page.setViewportSize({ width: 390, height: 780 });
  await fits("page-changed");
  await shoot("phone-page-changed");
  await page.setViewportSize({ width: 1280, height: 900 });
});
await check("a unit sees its sites and those above", async () => {
  const officer = await signIn("officer");
  await page.goto(new URL(`/don-vi/${officer.unit}`, page.url()).href);
  await page.getByText("Trang web đã đăng ký").click();
  await page.getByText("Cũng được dẫn bài trên trang của cấp trên: tinhdoan.example").waitFor();
  must((await page.getByRole("button", { name: "Đăng ký" }).count()) === 0, "an officer may register sites");
});
await check("an editor registers sites and is told of a fault", async () => {
  await signIn("editor");
  await page.getByRole("link", { name: "Trang web" }).click();
  const unit = page.locator("main > details", { hasText: "Huyện đoàn Tiểu Cần" });
  await unit.locator("summary").click();
  const field = unit.getByLabel(/mỗi dòng một địa chỉ/);
  await field.fill("hdtieucan.example\nkhông phải trang");
  complaints.length = 0;
  await unit.getByRole("button", { name: "Đăng ký" }).click();
  await unit.getByText("Có một dòng không phải địa chỉ trang").waitFor();
  must(complaints.every((text) => text.includes("422")), complaints.join(" | "));
  complaints.length = 0;
  await field.fill("hdtieucan.example\nhttps://mxh.example/tieucan/");
  await unit.getByRole("button", { name: "Đăng ký" }).click();
  await unit.getByText("Đã lưu").waitFor();
  await unit.getByRole("link", { name: "mxh.example/tieucan" }).waitFor();
  await shoot("sites");
  await accessible("sites");
  await page.setViewportSize({ width: 390, height: 780 });
  await fits("sites");
  await shoot("phone-sites");
  await page.setViewportSize({ width: 1280, height: 900 });
});
await check("no complaint in the console", () => must(complaints.length === 0, complaints.join(" | ")));
await leave();
