// session.ts — whose session the page runs in, and how a lost one is regained without leaving what
// is being done: by another tab's session, else by signing in again in a dialog.
import type { Account, CampaignItem, Signed } from "./api";

const HOLDER = "account"; // kept, so that the page opens without a line
const CAMPAIGNS = "campaigns"; // kept, so that a view begins before the server has listed them
const LEAVING = "leaving"; // signed out without a line: the server has yet to hear of it

let csrf = "";
let holder = "";
let dialog: (() => Promise<boolean>) | null = null;
let regaining: Promise<boolean> | null = null;

// The token that a change needs; a page that opened without a line has to ask for it first.
export async function csrfToken(): Promise<string> {
  return csrf || (holder && await regainSession() ? csrf : "");
}

// Resolves when the server has said whose session this is; a page that opens shows the last
// holder's own before that.
let told: () => void = () => undefined;
const sure = new Promise<void>((done) => { told = done; });
export const whenSure = (): Promise<void> => sure;

export function rememberSession(signed: Signed): void {
  csrf = signed.csrf;
  holder = signed.account.username;
  localStorage.setItem(HOLDER, JSON.stringify(signed.account));
  localStorage.removeItem(LEAVING);
  told();
}

export function forgetSession(): void {
  csrf = "";
  holder = "";
  localStorage.removeItem(HOLDER);
  localStorage.removeItem(CAMPAIGNS);
}

// Who was signed in when the page last had a line; null: this device knows of no one.
export function lastHolder(): Account | null {
  const text = localStorage.getItem(HOLDER);
  const account = text ? JSON.parse(text) as Account : null;
  holder ||= account?.username ?? "";
  return account;
}

export function rememberCampaigns(of: Account, items: CampaignItem[]): void {
  if (of.username === holder) {
    localStorage.setItem(CAMPAIGNS, JSON.stringify({ of: holder, items }));
  }
}

// The campaigns as the account last saw them on this device; null: it did not.
export function lastCampaigns(account: Account): CampaignItem[] | null {
  const text = localStorage.getItem(CAMPAIGNS);
  const kept = text ? JSON.parse(text) as { of: string; items: CampaignItem[] } : null;
  return kept && kept.of === account.username ? kept.items : null;
}

// Opens the dialog; its promise says whether the same account has signed in again.
export function onLostSession(open: (() => Promise<boolean>) | null): void {
  dialog = open;
}

async function sessionOfBrowser(): Promise<Signed | null> {
  const response = await fetch("/api/v1/session", { credentials: "same-origin" });
  return response.ok ? await response.json() as Signed : null;
}

// True: the request may be tried again.
export function regainSession(): Promise<boolean> {
  regaining ??= (async () => {
    const signed = await sessionOfBrowser();
    if (signed?.account.username === holder) {
      csrf = signed.csrf;
      return true;
    }
    return dialog ? dialog() : false;
  })().catch(() => false).finally(() => { regaining = null; });
  return regaining;
}

// Ends the session; without a line that is done when there is one.
export async function endSession(): Promise<void> {
  const headers = { "X-CSRF-Token": csrf };
  try {
    await fetch("/api/v1/logout", { method: "POST", headers, credentials: "same-origin" });
  } catch {
    localStorage.setItem(LEAVING, "yes");
  }
  forgetSession();
}

// Before a session is taken up: ends one that was left without a line.
export async function finishLeaving(): Promise<void> {
  if (localStorage.getItem(LEAVING)) {
    csrf = (await sessionOfBrowser())?.csrf ?? "";
    await fetch("/api/v1/logout", { method: "POST", headers: { "X-CSRF-Token": csrf }, credentials: "same-origin" });
    localStorage.removeItem(LEAVING);
  }
}
