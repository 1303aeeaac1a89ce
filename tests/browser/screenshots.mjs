// screenshots.mjs — every view of the running demo, photographed at 360, 768 and 1440, light and
// dark; `make screenshots` writes them to build/screenshots.
import { accounts, base, check, leave, page, shoot, signIn } from "./visit.mjs";

const WIDTHS = [[360, 740], [768, 1024], [1440, 900]];
const ROLES = ["officer", "council", "inspector", "committee", "editor", "admin", "viewer"];
const chosen = process.env.MC_VIEW; // a word of the names, to photograph some of them
const settled = () => page.waitForFunction(() => document.querySelector("main h1") && !document.querySelector(".skeleton"));

async function photograph(name, place) {
  if (chosen && !name.includes(chosen)) {
    return;
  }
  await check(name, async () => {
    for (const [width, height] of WIDTHS) {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme: "light" });
      await page.goto(place);
      await settled();
      await shoot(`${name}-${width}`);
      await page.emulateMedia({ colorScheme: "dark" });
      await shoot(`${name}-${width}-dark`);
    }
  });
}

// What the navigation does not lead to: one criterion, one evidence item and its new revision.
const deeper = (unit) => page.evaluate(async (own) => {
  const campaign = location.pathname.split("/")[1];
  const { items } = await (await fetch(`/api/v1/evidence?campaign=${campaign}&unit=${own}&limit=1`)).json();
  const piece = items[0] && `/${campaign}/minh-chung/${items[0].id}`;
  return { criterion: items[0] && `/${campaign}/don-vi/${own}/tieu-chi/${items[0].criteria[0]}`, unit: `/${campaign}/don-vi/${own}`, evidence: piece, mend: piece && `${piece}/sua`, password: `/${campaign}/mat-khau`, missing: `/${campaign}/khong-co` };
}, unit);

await photograph("sign-in", base);
for (const role of ROLES.filter((one) => accounts.some((account) => account.role === one))) {
  await page.setViewportSize({ width: 1440, height: 900 });
  const account = await signIn(role);
  const links = await page.locator(".rail > a, .rail .rest > a").evaluateAll((all) => all.map((link) => [new URL(link.href).pathname.split("/").slice(2).join("-") || "home", link.href]));
  for (const [name, place] of links) {
    await photograph(`${role}-${name}`, place);
  }
  if (role === "officer") {
    for (const [name, place] of Object.entries(await deeper(account.unit))) {
      await photograph(`${role}-${name}`, base + place);
    }
  }
}
await leave();
