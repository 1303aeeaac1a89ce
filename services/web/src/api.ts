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

// With progress, which fetch does not report.
export function upload<T>(path: string, form: FormData, key: string, progress: (share: number) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", `/api/v1${path}`);
    request.setRequestHeader("X-CSRF-Token", csrf);
    request.setRequestHeader("Idempotency-Key", key);
    request.upload.onprogress = (event) => progress(event.total > 0 ? event.loaded / event.total : 0);
    request.onerror = () => reject(new Refused(OFFLINE));
    request.onload = async () => {
      if (request.status >= 200 && request.status < 300) {
        resolve(JSON.parse(request.responseText) as T);
      } else {
        reject(new Refused(await problemOf(new Response(request.responseText, { status: request.status }))));
      }
    };
    request.send(form);
  });
}
