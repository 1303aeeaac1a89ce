// api.ts — the public API as the page uses it: requests, problems, shapes.

export interface Problem {
  status: number;
  code: string;
  field: string | null;
  detail: string;
  mend: string;
}
export class Refused extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail);
  }
}

export interface Account { username: string; full_name: string; role: string; unit: string | null }
export const mayFile = (account: Account) => ["officer", "council", "system", "admin"].includes(account.role);
export interface Signed { csrf: string; account: Account }
export interface CampaignItem { code: string; name: string; state: string; filing_deadline: string }
export interface CriterionInfo {
  code: string; parent: string | null; level: string; name: string; points: string; is_bonus: boolean;
  figures?: string[]; required_kinds?: string[];
}
export interface UnitInfo { code: string; name: string; peer_group: string; readable: boolean }
export interface Campaign extends CampaignItem { criteria: CriterionInfo[]; units: UnitInfo[] }
export interface BoardRow {
  code: string; name: string; peer_group: string; computed: string | null; self: string | null;
  appraised: string | null; approved: string | null; rank: number | null; band: string | null;
}
export interface Board { campaign: string; state: string; units: BoardRow[] }
export interface Counts { waiting: number; valid: number; mend: number; invalid: number }
export interface UnitCriterion extends CriterionInfo {
  target: string | null; pace: { achieved: string; expected: string; is_behind: boolean; days_left: number } | null; value: string | null; state: string | null; evidence: Counts;
  assessed: Record<string, { value: string; reason: string; by: string }>;
}
export interface Unit { code: string; name: string; peer_group: string; evidence: Counts; criteria: UnitCriterion[] }
export interface Assessed { value: string; reason: string; at: string; by: string }
export interface AssessmentCriterion {
  criterion: string; name: string; points: string; not_applicable: string | null; computed: string | null;
  computed_state: string | null; assessed: Partial<Record<"self" | "appraised" | "approved", Assessed>>;
}
export interface Move { to: string; roles: string[]; needs_reason: boolean; needs_minutes: boolean }
export interface Assessment {
  unit: string; name: string; state: string; moves: Move[]; criteria: AssessmentCriterion[];
  steps: { to: string; at: string; by: string; reason: string; minutes: { symbol: string; held_on: string } | null }[];
}
export interface Item {
  id: string; unit: string; kind: string; title: string; occurred_on: string; received_at: string;
  state: string; verdict: string | null; finding_count: number; criteria: string[];
}
export interface Place {
  field: string; file: string; line: number; column: number; words: string;
  page?: number; sheet?: string; cell?: string;
}
export interface Answer { answer: string; reason: string; by: string; role: string; at: string }
export interface Finding {
  key?: string; code: string; severity: string; message: string; mend: string; place: Place; accepted?: boolean; came_back: boolean; answers: Answer[];
  passages?: { line: number; column: number; words: string; other: string }[];
}
export interface Evidence {
  id: string; revision: number; state: string; verdict: string | null; findings: Finding[];
  mended: { code: string; message: string; mended_in: number; mended_at: string; place: Place }[];
  scores: { criterion: string; name: string; value: string | null; state: string | null }[];
  quality: { score: number; parts: { name: string; points: number; of: number; reason: string; mend: string }[] } | null;
  page: { state: string; title: string | null; published_on: string | null; looked_at: string | null; frozen_at: string | null; changed_at: string | null } | null;
  campaign: string; unit: string; unit_name: string; criteria: string[]; kind: string; title: string; occurred_on: string;
  document_symbol: string | null; link: string | null; text: string | null;
  figures: { name: string; value: string }[]; files: { name: string; size: number; hash: string }[]; received_at: string;
}
export interface Receipt {
  criterion: string; value: string | null; state: string; rule_name: string | null; rule_version: number;
  input_count: number; inputs: { evidence: string | null; title: string; figure: string | null; amount: string; occurred_on: string }[];
  steps: { text: string; value?: string }[];
}
export interface UnitReceipt {
  name: string; body: string; value: string; base: string; bonus: string; points: string; band: string | null;
  waiting: number; rule: string; rule_version: number; steps: { text: string; value?: string }[];
  inputs: {
    criterion: string; name: string; points: string; is_bonus: boolean; is_deduction: boolean; value: string | null;
    not_applicable: string | null;
  }[];
}
export interface GainStep { amount: number; points: string; total: string; raise: string; band: string | null }
export interface Gain {
  criterion: string; name: string; figure: string | null; points: string; of: string; first: GainStep; most: GainStep;
}
export interface Gains { total: string; band: string | null; gains: Gain[] }
export interface ImportReport {
  id: string; state: string; rows: number; accepted: number; repeated: number; rejected: number;
  faults: { sheet: string; row: number; column: string; message: string; mend: string }[];
}
export interface Notice { id: string; kind: string; unit: string | null; subject: string; evidence: string | null; created_at: string; read_at: string | null }

let csrf = "";
export function rememberCsrf(value: string): void {
  csrf = value;
}

const OFFLINE: Problem = {
  status: 0, code: "offline", field: null, detail: "Không kết nối được máy chủ.",
  mend: "Kiểm tra mạng rồi thử lại; nội dung đang nhập vẫn được giữ.",
};

async function problemOf(response: Response): Promise<Problem> {
  try {
    return { ...OFFLINE, ...(await response.json()), status: response.status } as Problem;
  } catch {
    return { ...OFFLINE, status: response.status, code: "unreadable", detail: `Máy chủ trả lời lỗi ${response.status}.`, mend: "Thử lại sau ít phút." };
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

// With progress, which fetch does not tell.
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
