// api.ts — the public API as the page uses it: requests, problems, and the shapes that many parts
// use.
import type { components } from "./contract";
import { t } from "./words";

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
  ...OFFLINE, code: "dead_line", detail: "Đường truyền đứng yên quá lâu.",
  mend: "Đến chỗ sóng tốt hơn rồi gửi tiếp; phần đã gửi vẫn được giữ.",
};
export const STOPPED: Problem = { ...OFFLINE, code: "stopped", detail: "Đã dừng gửi.", mend: "Gửi tiếp khi cần." };

async function problemOf(response: Response): Promise<Problem> {
  try {
    return { ...OFFLINE, ...(await response.json()), status: response.status } as Problem;
  } catch {
    return { ...OFFLINE, status: response.status, code: "unreadable", detail: t("Máy chủ trả lời lỗi {status}.", { status: response.status }), mend: t("Thử lại sau ít phút.") };
  }
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
    throw new Refused(await problemOf(response));
  }
  return (response.status === 204 ? {} : await response.json()) as T;
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
        resolve((request.responseText ? JSON.parse(request.responseText) : {}) as T);
      } else {
        reject(new Refused(await problemOf(new Response(request.responseText, { status: request.status }))));
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
