// api.ts — the public API as the page uses it: requests, problems, and the shapes that many parts
// use.
import type { components } from "./contract";
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

let csrf = "";
export function rememberCsrf(value: string): void {
  csrf = value;
}

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

export async function ask<T>(path: string, init: RequestInit = {}): Promise<T> {
  const headers = new Headers(init.headers);
  if (init.method && init.method !== "GET") {
    headers.set("X-CSRF-Token", csrf);
  }
  let response: Response;
  try {
    response = await fetch(`/api/v1${path}`, { ...init, headers, credentials: "same-origin" });
  } catch {
    throw new Refused(OFFLINE);
  }
  if (!response.ok) {
    throw new Refused(await refusal(response));
  }
  return parsed<T>(response.status === 204 ? "{}" : await response.text());
}

export function send<T>(path: string, body: unknown, method = "POST"): Promise<T> {
  return ask<T>(path, { method, body: JSON.stringify(body), headers: { "Content-Type": "application/json" } });
}

export interface Push { headers?: Record<string, string>; progress?: (sent: number, total: number) => void; signal?: AbortSignal }

// A line that takes no byte and gives no answer for so long is dead.
const DEAD_MS = 30_000;

// With progress, which fetch does not report, and with an end on a dead line, which fetch has not.
export function push<T>(method: string, path: string, body: XMLHttpRequestBodyInit, { headers = {}, progress, signal }: Push = {}): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    let timer = 0;
    const end = () => { clearTimeout(timer); signal?.removeEventListener("abort", stop); };
    const fail = (problem: Problem) => { end(); reject(new Refused(problem)); };
    const stop = () => { request.abort(); fail(STOPPED); };
    const alive = () => { clearTimeout(timer); timer = window.setTimeout(() => { request.abort(); fail(DEAD); }, DEAD_MS); };
    request.open(method, `/api/v1${path}`);
    request.setRequestHeader("X-CSRF-Token", csrf);
    Object.entries(headers).forEach(([name, value]) => request.setRequestHeader(name, value));
    request.upload.onprogress = (event) => { alive(); progress?.(event.loaded, event.total); };
    request.onerror = () => fail(OFFLINE);
    request.onload = async () => {
      end();
      if (request.status >= 200 && request.status < 300) {
        resolve(parsed<T>(request.responseText || "{}"));
      } else {
        reject(new Refused(await refusal(new Response(request.responseText, { status: request.status }))));
      }
    };
    signal?.addEventListener("abort", stop);
    alive();
    request.send(body);
    if (signal?.aborted) {
      stop();
    }
  });
}

export function upload<T>(path: string, form: FormData, key: string, progress: (share: number) => void): Promise<T> {
  return push("POST", path, form, {
    headers: { "Idempotency-Key": key }, progress: (sent, total) => progress(total > 0 ? sent / total : 0),
  });
}
