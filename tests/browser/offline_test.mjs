// offline_test.mjs — an officer's phone without a line: what is filed then waits on the phone, survives
// what phones do to pages, and arrives exactly once.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer, request as ask } from "node:http";
import { join } from "node:path";
import { accounts, base, browser, check, dayBefore, leave, must, patience, running, watch } from "./visit.mjs";

// ---------------------------------------------------------------- the line, which can be cut
// Between browser and gateway.  `mode`: open, cut (no connection), deaf (requests arrive, answers to
// them are lost), stalled (a file's bytes and a submission go nowhere), busy (503 to submissions),
// mute (the API answers nothing).
const line = { mode: "open", submissions: 0, sockets: new Set(), build: "" };
const gateway = new URL(base);

function through(from, to) {
  const isSubmission = from.method === "POST" && from.url === "/api/v1/evidence";
  if (line.mode === "mute" && from.url.startsWith("/api/")) {
    from.resume();
    return;
  }
  if (line.mode === "stalled" && (isSubmission || from.method === "PATCH")) {
    from.resume().pause();
    return;
  }
  if (isSubmission && line.mode === "busy") {
    from.resume();
    to.writeHead(503, { "Content-Type": "application/problem+json" }).end(JSON.stringify({ code: "busy", detail: "Máy chủ bận.", mend: "Thử lại.", field: null }));
    return;
  }
  line.submissions += isSubmission ? 1 : 0;
  // A connection for each: one that was kept may be of a gateway that was killed.
  const onward = ask({ host: gateway.hostname, port: gateway.port, agent: false, method: from.method, path: from.url, headers: from.headers }, (answer) => {
    if (isSubmission && line.mode === "deaf") {
      cut();
      return;
    }
    if (line.build && (from.url === "/sw.js" || from.url === "/index.html")) {
      rebuild(from.url, answer, to);
      return;
    }
    to.writeHead(answer.statusCode, answer.headers);
    answer.pipe(to);
  });
  onward.on("error", () => to.destroy());
  from.pipe(onward);
}

// Another build of the page: one word of it differs, and so the worker's list of files.
function rebuild(path, answer, to) {
  const parts = [];
  answer.on("data", (part) => parts.push(part)).on("end", () => {
    const text = Buffer.concat(parts).toString();
    const { "content-length": _length, etag: _etag, ...headers } = answer.headers;
    to.writeHead(answer.statusCode, headers).end(path === "/sw.js"
      ? text.replace(/version:"\w+"/, `version:"${line.build}"`) : text.replace("<body>", `<body data-build="${line.build}">`));
  });
}

function cut() {
  line.mode = "cut";
  line.sockets.forEach((socket) => socket.destroy());
}

const proxy = createServer((from, to) => {
  if (line.build) {
    delete from.headers["accept-encoding"];
    delete from.headers["if-none-match"];
  }
  through(from, to);
});
proxy.on("connection", (socket) => {
  if (line.mode === "cut") {
    socket.destroy();
    return;
  }
  line.sockets.add(socket);
  socket.on("close", () => line.sockets.delete(socket)).on("error", () => undefined);
});
await new Promise((listening) => proxy.listen(0, "127.0.0.1", listening));
const home = `http://127.0.0.1:${proxy.address().port}`;

// ---------------------------------------------------------------- the phone
const officer = accounts.find((one) => one.role === "officer");
const council = accounts.find((one) => one.role === "council" && one.unit === officer.unit) ?? accounts.find((one) => one.role === "council");
const phone = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: "vi-VN", acceptDownloads: true });
const run = Date.now().toString(36); // no title is filed twice
let page;

async function open(address) {
  page = await phone.newPage();
  page.setDefaultTimeout(patience);
  watch(page);
  await page.goto(home + address);
}
async function goOffline() {
  cut();
  await phone.setOffline(true);
}
async function goOnline() {
  line.mode = "open";
  await phone.setOffline(false);
}
async function signIn({ username, password }) {
  await page.getByLabel("Tên đăng nhập").fill(username);
  await page.getByLabel("Mật khẩu").fill(password);
  await page.getByRole("button", { name: "Đăng nhập" }).click();
  await page.locator(".frame").waitFor();
}
async function photo(name, seed) {
  const data = await page.evaluate((start) => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 1200, height: 1000 });
    const pen = canvas.getContext("2d");
    const pixels = pen.createImageData(1200, 1000);
    for (let at = 0, word = start; at < pixels.data.length; at++) {
      word = (word * 1103515245 + 12345) % 2147483648;
      pixels.data[at] = at % 4 === 3 ? 255 : word >> 16;
    }
    pen.putImageData(pixels, 0, 0);
    return canvas.toDataURL("image/jpeg", 0.95).split(",")[1];
  }, seed);
  return { name, mimeType: "image/jpeg", buffer: Buffer.from(data, "base64") };
}
const kept = (name) => page.locator(".strip li", { hasText: name }).waitFor();
async function fill(title, photos) {
  await page.goto(`${home}/${running}/nop`);
  await page.getByLabel("Tiêu chí").first().fill("1.1.3");
  await page.locator(".select [role=option]").first().waitFor();
  await page.getByLabel("Tiêu chí").first().press("Enter");
  await page.getByLabel("Loại").selectOption("photo");
  await page.getByLabel("Tiêu đề").fill(`${title} ${run}`);
  await page.getByLabel("Ngày diễn ra").fill(dayBefore(30));
  if (photos.length > 0) {
    await page.getByLabel("Tệp đính kèm").setInputFiles(photos);
    await kept(photos.at(-1).name);
  }
}
const press = () => page.getByRole("button", { name: "Nộp", exact: true }).click();
async function file(title, photos = []) {
  await fill(title, photos);
  await press();
  await page.getByRole("button", { name: "Nộp", exact: true }).waitFor({ state: "detached" }); // it is in the queue
}
const card = (title) => page.locator(".queue li.card", { hasText: `${title} ${run}` });
const badge = (title, words) => card(title).locator(".badge", { hasText: words }).waitFor();
const queue = async () => {
  await page.goto(`${home}/${running}/cho-gui`);
  await page.getByRole("heading", { name: "Chờ gửi trên máy này" }).waitFor();
};
// How often the server has it, and its files' sizes, as the API says.
async function onServer(title) {
  return page.evaluate(async ([year, unit, wanted]) => {
    const found = [];
    const list = await (await fetch(`/api/v1/evidence?unit=${unit}&campaign=${year}&limit=50`)).json();
    for (const item of list.items.filter((one) => one.title === wanted)) {
      found.push((await (await fetch(`/api/v1/evidence/${item.id}`)).json()).files.map((one) => one.hash));
    }
    return found;
  }, [running, officer.unit, `${title} ${run}`]);
}
const isOnceOnServer = async (title, files) => {
  const found = await onServer(title);
  must(found.length === 1 && found[0].length === files, `${title}: ${JSON.stringify(found)} on the server`);
};

// ---------------------------------------------------------------- the story
let photos;
await check("the page is kept on the phone at the first visit", async () => {
  await open("/");
  await signIn(officer);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.getByRole("heading", { name: "Hôm nay" }).waitFor();
  await page.waitForFunction(async () => (await indexedDB.databases()).length > 0);
  photos = [await photo("sân trường.jpg", 7), await photo("tổng kết.jpg", 11)];
  const manifest = await (await fetch(`${base}/manifest.webmanifest`)).json();
  for (const icon of manifest.icons) {
    must((await fetch(base + icon.src)).ok, `${icon.src} is missing`);
  }
  must((await fetch(`${base}/sw.js`)).headers.get("cache-control") === "no-cache", "the worker is cached");
});
await check("while a slow line does not answer, the page stands as it was kept and says of when", async () => {
  await page.getByText("Hạn nộp").first().waitFor();
  await page.waitForFunction(() => caches.keys().then((names) => names.length > 0));
  line.mode = "mute";
  await page.goto(`${home}/${running}/`);
  await page.getByRole("heading", { name: "Hôm nay" }).waitFor();
  await page.getByText("Hạn nộp").first().waitFor();
  await page.getByText(/có thể đã đổi/).waitFor();
  line.sockets.forEach((socket) => socket.destroy());
  line.mode = "open";
  await page.reload();
  await page.locator(".live.on").waitFor();
  await page.getByText(/có thể đã đổi/).waitFor({ state: "detached" });
});
await check("without a line from the start, two items with photos are filed, and wait", async () => {
  await page.waitForFunction(() => caches.keys().then((names) => names.length > 0));
  await goOffline();
  await page.close();
  await open(`/${running}/nop`);
  await file("Ngoại tuyến một", photos);
  await page.getByRole("heading", { name: "Chờ gửi trên máy này" }).waitFor();
  await badge("Ngoại tuyến một", "Chờ mạng");
  await file("Ngoại tuyến hai", [photos[1]]);
  await badge("Ngoại tuyến hai", "Chờ mạng");
  await page.getByText("Không có mạng", { exact: true }).waitFor();
});
await check("a reload and a closed tab lose nothing", async () => {
  await page.reload();
  await badge("Ngoại tuyến một", "Chờ mạng");
  await page.close();
  await open(`/${running}`);
  await page.getByText("2 mục chờ gửi").waitFor();
  await page.getByText(/có thể đã đổi/).waitFor();
  await queue();
  await badge("Ngoại tuyến hai", "Chờ mạng");
});
await check("the queue is saved as a ZIP that an office can read", async () => {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Xuất tất cả ra tệp ZIP" }).click()]);
  const names = execFileSync("/usr/bin/python3", ["-c", "import sys, zipfile\nz = zipfile.ZipFile(sys.argv[1])\nassert z.testzip() is None\nprint('\\n'.join(z.namelist()))\nprint(next(z.read(n).decode('utf-8-sig') for n in z.namelist() if n.endswith('noi-dung.txt')))", await download.path()], { encoding: "utf8" });
  for (const wanted of [`Ngoại tuyến một ${run}/sân trường.jpg`, `Ngoại tuyến hai ${run}/tổng kết.jpg`, "noi-dung.txt", "Tiêu đề: Ngoại tuyến"]) {
    must(names.includes(wanted), `the ZIP lacks ${wanted}: ${names}`);
  }
});
await check("when the line is back both arrive, once, and their receipts are shown", async () => {
  await goOnline();
  await badge("Ngoại tuyến một", "Đã nhận");
  await badge("Ngoại tuyến hai", "Đã nhận");
  await card("Ngoại tuyến một").getByText(/Biên nhận [0-9A-F]{4}-[0-9A-F]{4}/).waitFor();
  await isOnceOnServer("Ngoại tuyến một", 2);
  await isOnceOnServer("Ngoại tuyến hai", 1);
  must(line.submissions === 2, `${line.submissions} submissions were sent`);
});
await check("after a lost answer the phone asks, and sends no second time", async () => {
  line.mode = "deaf";
  line.submissions = 0;
  await file("Mất câu trả lời", [photos[0]]);
  await page.getByRole("heading", { name: "Chờ gửi trên máy này" }).waitFor();
  await badge("Mất câu trả lời", "Chờ");
  await goOnline();
  await queue();
  await badge("Mất câu trả lời", "Đã nhận");
  await isOnceOnServer("Mất câu trả lời", 1);
  must(line.submissions === 1, `${line.submissions} submissions were sent`);
});
await check("a gateway killed in the middle takes nothing with it", async () => {
  const pid = Number(readFileSync(join(process.env.MINHCHUNG_VAR, "service/gateway/supervise/pid"), "utf8"));
  await file("Máy chủ chết giữa chừng", photos);
  process.kill(pid, "SIGKILL");
  await queue();
  await page.waitForFunction(() => fetch("/readyz").then((answer) => answer.ok, () => false), null, { polling: 200 });
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await badge("Máy chủ chết giữa chừng", "Đã nhận");
  await isOnceOnServer("Máy chủ chết giữa chừng", 2);
});
await check("two tabs send once", async () => {
  await goOffline();
  await file("Hai thẻ", [photos[1]]);
  await queue();
  const first = page;
  await open(`/${running}/cho-gui`);
  await badge("Hai thẻ", "Chờ mạng");
  line.submissions = 0;
  await goOnline();
  await badge("Hai thẻ", "Đã nhận");
  await first.locator("li.card", { hasText: "Hai thẻ" }).locator(".badge", { hasText: "Đã nhận" }).waitFor();
  must(line.submissions === 1, `${line.submissions} submissions were sent`);
  await isOnceOnServer("Hai thẻ", 1);
  await first.close();
});
await check("a new version of the page leaves the queue as it is", async () => {
  line.mode = "busy";
  await file("Qua bản mới", [photos[0]]);
  await queue();
  line.build = "bản2";
  await page.evaluate(() => navigator.serviceWorker.getRegistration().then((known) => known.update()));
  await page.getByRole("button", { name: "Có bản mới của trang, tải lại" }).click();
  await page.locator("body[data-build]").waitFor();
  await badge("Qua bản mới", "Chờ gửi");
  line.mode = "open";
  await queue();
  await badge("Qua bản mới", "Đã nhận");
  await isOnceOnServer("Qua bản mới", 1);
});
await check("what the server refuses opens again with all that was typed and chosen", async () => {
  await goOffline();
  await file("Ngày ngoài đợt", [photos[0]]);
  await queue();
  await page.evaluate(() => new Promise((done) => {
    const opening = indexedDB.open("minhchung-" + JSON.parse(localStorage.getItem("account")).username);
    opening.onsuccess = () => {
      const items = opening.result.transaction("items", "readwrite").objectStore("items");
      items.openCursor().onsuccess = ({ target: { result: cursor } }) => {
        if (!cursor) { opening.result.close(); done(); return; }
        if (cursor.value.state === "waiting") { cursor.update({ ...cursor.value, body: { ...cursor.value.body, criteria: ["KHONG-CO"] } }); }
        cursor.continue();
      };
    };
  }));
  await goOnline();
  await badge("Ngày ngoài đợt", "Bị từ chối");
  await card("Ngày ngoài đợt").getByRole("button", { name: "Mở để sửa" }).click();
  await kept("sân trường.jpg");
  must(await page.getByLabel("Tiêu đề").inputValue() === `Ngày ngoài đợt ${run}`, "the title is lost");
  await press();
  await page.getByRole("heading", { name: `Ngày ngoài đợt ${run}` }).waitFor();
  await isOnceOnServer("Ngày ngoài đợt", 1);
});
await check("a dead line ends the attempt and says so", async () => {
  await page.clock.install();
  line.mode = "stalled";
  await fill("Đường truyền chết", [photos[0]]);
  await press();
  await page.getByRole("button", { name: "Đang gửi…" }).waitFor();
  // Half a minute of the phone's clock, and not so much that the next attempt begins.
  const given = page.getByRole("heading", { name: "Chờ gửi trên máy này" });
  for (let until = Date.now() + patience; !await given.isVisible() && Date.now() < until;) {
    await page.clock.runFor(1e3);
  }
  await given.waitFor();
  await badge("Đường truyền chết", "Chờ");
  await goOnline();
  await page.close();
  await open(`/${running}/cho-gui`);
  await badge("Đường truyền chết", "Đã nhận");
});
await check("a lost session is regained in a dialog, and nothing typed is lost", async () => {
  await fill("Phiên đã hết", []);
  await phone.clearCookies();
  await page.getByLabel("Tệp đính kèm").setInputFiles([photos[0]]);
  const dialog = page.getByRole("dialog", { name: "Phiên làm việc đã hết" });
  await dialog.getByLabel("Mật khẩu").fill(officer.password);
  await dialog.getByRole("button", { name: "Đăng nhập" }).click();
  await dialog.waitFor({ state: "hidden" });
  await press();
  await page.getByRole("heading", { name: `Phiên đã hết ${run}` }).waitFor();
  await isOnceOnServer("Phiên đã hết", 1);
});
await check("a phone without room says so and keeps what is typed", async () => {
  const full = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: "vi-VN" });
  const before = page;
  page = await full.newPage();
  page.setDefaultTimeout(patience);
  await page.goto(home);
  const tools = await full.newCDPSession(page);
  await tools.send("Storage.overrideQuotaForOrigin", { origin: home, quotaSize: 1 });
  await signIn(officer);
  await fill("Máy đầy", []);
  await page.getByText("Máy không còn chỗ để giữ nội dung này.").waitFor();
  await tools.send("Storage.overrideQuotaForOrigin", { origin: home });
  await page.getByLabel("Tệp đính kèm").setInputFiles([photos[0]]);
  await kept("sân trường.jpg");
  must(await page.getByLabel("Tiêu đề").inputValue() === `Máy đầy ${run}`, "the title is lost");
  await full.close();
  page = before;
});
const signOut = async () => {
  await page.getByRole("button", { name: /^Thêm/ }).click();
  await page.getByRole("button", { name: "Đăng xuất" }).click();
};
await check("signing out asks, and accounts of one phone do not see each other's", async () => {
  await fill("Bản nháp", [photos[0]]);
  await signOut();
  const dialog = page.getByRole("dialog", { name: "Đăng xuất khi còn việc chưa gửi" });
  await dialog.getByRole("button", { name: "Đóng" }).click();
  must(await page.getByLabel("Tiêu đề").inputValue() === `Bản nháp ${run}`, "the draft is lost");
  await signOut();
  await dialog.getByRole("button", { name: "Đăng xuất, giữ lại cho lần sau" }).click();
  await signIn(council);
  await queue();
  await page.getByText("Không có gì chờ trên máy này.").waitFor();
  await signOut();
  await signIn(officer);
  await queue();
  await badge("Bản nháp", "Bản nháp");
  await signOut();
  await dialog.getByRole("button", { name: "Đăng xuất và xóa khỏi máy" }).click();
  await page.getByLabel("Mật khẩu").waitFor();
  const left = await page.evaluate(async () => (await indexedDB.databases()).map((one) => one.name));
  must(!left.includes(`minhchung-${officer.username}`), `still there: ${left}`);
});
proxy.close();
await leave();
