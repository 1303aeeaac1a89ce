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

// What the navigation does not lead to: one criterion, one evidence item and what belongs to it.
const deeper = (unit) => page.evaluate(async (own) => {
  const campaign = location.pathname.split("/")[1];
  const read = async (path) => (await fetch(`/api/v1/evidence${path}`)).json();
  const { items } = await read(`?campaign=${campaign}&unit=${own}&limit=50`);
  const filed = await Promise.all(items.map((item) => read(`/${item.id}`)));
  const shown = filed.find((one) => one.files.length > 0) ?? filed[0];
  const piece = shown && `/${campaign}/minh-chung/${shown.id}`;
  return { criterion: shown && `/${campaign}/don-vi/${own}/tieu-chi/${shown.criteria[0]}`, unit: `/${campaign}/don-vi/${own}`, evidence: piece, mend: piece && `${piece}/sua`, history: piece && `${piece}/lich-su`, viewer: piece && `${piece}/tep/1`, assessment: `/${campaign}/don-vi/${own}/danh-gia`, password: `/${campaign}/mat-khau`, missing: `/${campaign}/khong-co` };
}, unit);

// The pages of the newest inspection round: those of one unit, its own or one that the account may visit.
const ofRound = (own, writes) => page.evaluate(async ([unit, writes]) => {
  const campaign = location.pathname.split("/")[1];
  const read = async (path) => (await fetch(`/api/v1/campaigns/${campaign}${path}`)).json();
  const code = (await read("/rounds")).items[0]?.code;
  const round = code && await read(`/rounds/${code}`);
  const visited = unit ?? round?.units.find((one) => one.may_visit)?.code ?? round?.units[0]?.code;
  const pages = { round: "", visit: `/don-vi/${visited}`, preparation: `/don-vi/${visited}/chuan-bi`, "visit-minutes": `/don-vi/${visited}/bien-ban`, papers: "/van-ban", conclusion: "/ket-luan", itinerary: "/lich" };
  const written = writes && { "round-plan": "/ke-hoach", "round-team": `/doan/${round?.teams[0]?.code}`, templates: "/van-ban/minutes", recommend: "/kien-nghi" };
  return round ? Object.entries({ ...pages, ...written }).map(([name, path]) => [name, `/${campaign}/kiem-tra/${code}${path}`]) : [];
}, [own, writes]);

await photograph("sign-in", base);
for (const role of ROLES.filter((one) => accounts.some((account) => account.role === one))) {
  await page.setViewportSize({ width: 1440, height: 900 });
  const account = await signIn(role);
  const links = await page.locator(".rail > a, .rail .rest > a").evaluateAll((all) => all.map((link) => [new URL(link.href).pathname.split("/").slice(2).join("-") || "home", link.href]));
  for (const [name, place] of links) {
    await photograph(`${role}-${name}`, place);
  }
  if (["officer", "inspector", "committee", "editor"].includes(role)) {
    for (const [name, place] of await ofRound(account.unit ?? null, role === "editor")) {
      await photograph(`${role}-${name}`, base + place);
    }
  }
  if (role === "officer") {
    for (const [name, place] of Object.entries(await deeper(account.unit))) {
      await photograph(`${role}-${name}`, base + place);
    }
  }
}
await leave();
