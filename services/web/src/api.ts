// api.ts — the public API as the page uses it: requests, problems, and the shapes that many parts
// use.
import type { components } from "./contract";
import { csrfToken, regainSession } from "./session";
import { language, t } from "./words";

// contract.d.ts is generated from services/gateway/api/openapi.json when the page is built.
export type Schemas = components["schemas"];
// Problems of the connection have codes, too, besides those of the server.
export type Problem = Pick<Schemas["Problem"], "status" | "field" | "detail" | "mend"> & { code: string };
export type Account = Schemas["Account"];
export type Signed = Pick<Schemas["SignedIn"], "csrf" | "account">;
export type CampaignItem = Schemas["CampaignItem"];
export type Campaign = Schemas["Campaign"];
export type Unit = Schemas["Unit"];
export type Item = Schemas["EvidenceItem"];
export type Place = Schemas["Place"];
export type Finding = Schemas["Finding"];
export type Evidence = Schemas["Evidence"];

export class Refused extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail);
  }
}

export const mayFile = (account: Account) => ["officer", "council", "system", "admin"].includes(account.role);

export const OFFLINE: Problem = {
  status: 0, code: "offline", field: null, detail: t("Không kết nối được máy chủ."),
  mend: t("Kiểm tra mạng rồi thử lại; nội dung đang nhập vẫn được giữ."),
};

export const DEAD: Problem = {
  ...OFFLINE, code: "dead_line", detail: t("Đường truyền đứng yên quá lâu."),
  mend: t("Đến chỗ sóng tốt hơn rồi gửi tiếp; phần đã gửi vẫn được giữ."),
};
export const STOPPED: Problem = { ...OFFLINE, code: "stopped", detail: t("Đã dừng gửi."), mend: t("Gửi tiếp khi cần.") };

// What the server says in both languages ("detail", "detail_en") stands in the reader's.
function parsed<T>(text: string): T {
  return JSON.parse(text, language() === "vi" ? undefined : (_, value: unknown) => {
    if (value && typeof value === "object" && !Array.isArray(value)) {
      const both = value as Record<string, unknown>;
      Object.keys(both).filter((name) => name.endsWith("_en") && both[name]).forEach((name) => {
        both[name.slice(0, -3)] = both[name];
      });
    }
    return value;
  }) as T;
}

async function refusal(response: Response): Promise<Problem> {
  try {
    return { ...OFFLINE, ...parsed<Problem>(await response.text()), status: response.status };
  } catch {
    return { ...OFFLINE, status: response.status, code: "unreadable", detail: t("Máy chủ trả lời lỗi {status}.", { status: response.status }), mend: t("Thử lại sau ít phút.") };
  }
}

// What is shown of a caught error; a fault of the page itself is shown, too.
export function problemOf(error: unknown): Problem {
  return error instanceof Refused ? error.problem : {
    ...OFFLINE, code: "page", detail: t("Trang gặp lỗi: {text}.", { text: String(error) }), mend: t("Tải lại trang rồi thử lại."),
  };
}

const LONGEST_S = 30; // without an answer; then the line is dead, whatever the device says
const OPEN = ["/login", "/session", "/invitation", "/invitation/look"]; // need no session

let skew = 0;
// By how much this device's clock is ahead of the server's, in milliseconds.
export const clockSkew = () => skew;

function compareClocks(date: string | null): void {
  skew = date ? Date.now() - Date.parse(date) : skew;
}

const QUIET_MS = 1000;
let open = 0, quiet = 0;
const waiting: (() => void)[] = [];
function rest(): void {
  clearTimeout(quiet);
  quiet = window.setTimeout(() => open === 0 && waiting.splice(0).forEach((done) => done()), QUIET_MS);
}
// Resolves when no request has been under way for a second: what can wait leaves a slow line to what
// the reader waits for.
export function whenQuiet(): Promise<void> {
  return new Promise((done) => {
    waiting.push(done);
    rest();
  });
}

async function attempt(path: string, init: RequestInit): Promise<Response> {
  const headers = new Headers(init.headers);
  if (init.method && init.method !== "GET" && !OPEN.includes(path)) {
    headers.set("X-CSRF-Token", await csrfToken());
  }
  const line = new AbortController();
  const timer = setTimeout(() => line.abort(), LONGEST_S * 1000);
  init.signal?.addEventListener("abort", () => line.abort());
  open++;
  try {
    const response = await fetch(`/api/v1${path}`, { ...init, headers, credentials: "same-origin", signal: line.signal });
    compareClocks(response.headers.get("Date"));
    const body = await response.arrayBuffer(); // the line may die within it
    return new Response(response.status === 204 ? null : body, { status: response.status });
  } catch {
    throw new Refused(OFFLINE);
  } finally {
    clearTimeout(timer);
    open--;
    rest();
  }
}

// The server cannot be reached, or what stands in front of it answers for it.
export const isOutage = (error: unknown) => error instanceof Refused && (error.problem.status === 0 || error.problem.status >= 502);

// The session has ended, or another one of the browser has taken its place.
const isLost = (problem: Problem) => ["auth.missing", "auth.invalid", "csrf.wrong"].includes(problem.code);

// What the request brings; after a lost session once more, when that has been regained.
async function answerOf<T>(path: string, request: () => Promise<Response>): Promise<T> {
  for (let isAgain = false; ; isAgain = true) {
    const response = await request();
    if (response.ok) {
      return parsed<T>(await response.text() || "{}");
    }
    const problem = await refusal(response);
    if (isAgain || !isLost(problem) || OPEN.includes(path) || !await regainSession()) {
      throw new Refused(problem);
    }
  }
}

export const ask = <T>(path: string, init: RequestInit = {}): Promise<T> => answerOf(path, () => attempt(path, init));

export function send<T>(path: string, body: unknown, method = "POST"): Promise<T> {
  return ask<T>(path, { method, body: JSON.stringify(body), headers: { "Content-Type": "application/json" } });
}

export interface Push { headers?: Record<string, string>; progress?: (sent: number, total: number) => void; signal?: AbortSignal }

// A line that takes no byte and gives no answer for so long is dead.
const DEAD_MS = 30_000;

// Once, with progress, which fetch does not report.
function transfer(method: string, path: string, body: XMLHttpRequestBodyInit, token: string, { headers = {}, progress, signal }: Push): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    let timer = 0;
    const end = () => { clearTimeout(timer); signal?.removeEventListener("abort", stop); };
    const fail = (problem: Problem) => { end(); reject(new Refused(problem)); };
    const stop = () => { request.abort(); fail(STOPPED); };
    const alive = () => { clearTimeout(timer); timer = window.setTimeout(() => { request.abort(); fail(DEAD); }, DEAD_MS); };
    request.open(method, `/api/v1${path}`);
    request.setRequestHeader("X-CSRF-Token", token);
    Object.entries(headers).forEach(([name, value]) => request.setRequestHeader(name, value));
    request.upload.onprogress = (event) => { alive(); progress?.(event.loaded, event.total); };
    request.onerror = () => fail(OFFLINE);
    request.onload = () => {
      end();
      compareClocks(request.getResponseHeader("Date"));
      resolve(new Response(request.status === 204 ? null : request.responseText, { status: request.status }));
    };
    signal?.addEventListener("abort", stop);
    alive();
    request.send(body);
    if (signal?.aborted) {
      stop();
    }
  });
}

export async function push<T>(method: string, path: string, body: XMLHttpRequestBodyInit, how: Push = {}): Promise<T> {
  return answerOf(path, async () => transfer(method, path, body, await csrfToken(), how));
}

export function upload<T>(path: string, form: FormData, key: string, progress: (share: number) => void): Promise<T> {
  return push("POST", path, form, {
    headers: { "Idempotency-Key": key }, progress: (sent, total) => progress(total > 0 ? sent / total : 0),
  });
}
