// words_test.mjs — the page in English: the switch, the navigation, the head of every place, a
// refusal of the server, and the way back to Vietnamese.
import { accessible, base, check, complaints, leave, must, page, running, shoot, signIn } from "./visit.mjs";

const VIETNAMESE = /[àáâãèéêìíòóôõùúýăđĩũơưạ-ỹ]/i;
// Names of units and campaigns, which stay as they are, within a heading.
const namesOfData = () => page.evaluate(async (year) => {
  const read = async (path) => (await fetch(`/api/v1/campaigns${path}`)).json();
  return [...(await read("")).items, ...(await read(`/${year}/scoreboard`)).units].map((one) => one.name);
}, running);
const isEnglish = (text, where) => must(!VIETNAMESE.test(text), `${where}: ${text}`);

await check("the sign-in page offers English, and a refusal is English", async () => {
  await page.goto(base);
  await page.getByRole("button", { name: "English" }).click();
  await page.getByLabel("User name").fill("wrong-name");
  await page.getByLabel("Password").fill("a wrong password");
  await page.getByRole("button", { name: "Sign in" }).click();
  isEnglish(await page.getByRole("alert").innerText(), "refusal");
  must((await page.locator("html").getAttribute("lang")) === "en", "the document is not marked as English");
  await page.getByRole("button", { name: "Tiếng Việt" }).click();
  await page.getByLabel("Tên đăng nhập").waitFor();
});
complaints.length = 0;
for (const role of ["officer", "editor", "admin"]) {
  await check(`every place of the role ${role} speaks English`, async () => {
    await page.evaluate(() => localStorage.removeItem("language"));
    await signIn(role);
    await page.getByRole("button", { name: "English" }).first().click();
    await page.getByText("Live", { exact: true }).waitFor();
    const links = await page.locator(".rail > a, .rail .rest > a").evaluateAll((all) => all.map((link) => [link.innerText, link.href]));
    must(links.length > 3, `${links.length} places`);
    const names = await namesOfData();
    for (const [name, place] of links) {
      isEnglish(name, place);
      await page.goto(place);
      const head = await page.locator("main h1").first().innerText();
      isEnglish(names.reduce((left, one) => left.replace(one, ""), head), place);
    }
    if (role === "officer") {
      await page.goto(`${base}/2023/can-sua`);
      await page.locator(".items li, table").first().waitFor();
    }
    await shoot(`english-${role}`);
    await accessible(`english-${role}`);
  });
}
await page.evaluate(() => localStorage.removeItem("language"));
await check("no error on the console", async () => must(complaints.length === 0, complaints.join("\n")));
await leave();
