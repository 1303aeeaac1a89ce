// types.ts — what the device keeps of an account until the server has it: drafts, files and
// submissions that wait for their turn.
import type { Problem, Schemas } from "../api";

// "refused": the server refused it for good; its author opens it, changes it and enqueues it again.
export type FileState = "waiting" | "sending" | "arrived" | "refused";
export type State = "draft" | FileState;

// Bytes that stand in the store of their own.
export interface Bytes { id: string; size: number; sha256: string }

// A file as it was chosen, or a photo shrunk for the line.  Its bytes stand in the store of their own, read by `bytesOf`.
export interface KeptFile {
  id: string;
  name: string;
  type: string;
  size: number;
  sha256: string; // of the bytes; "" where the browser cannot compute it
  caption: string;
  alt?: string; // of a photo of a visit: what it shows, for those who do not see it
  thumb: ArrayBuffer | null; // a small JPEG of a picture
  other: Bytes | null; // of a draft's photo that was shrunk: the original, or the shrunk one if that is sent
  state: FileState;
  sent: number; // bytes that have left the device
  upload: { url: string; id: string | null } | null; // where a resumed upload goes on
  problem: Problem | null;
}

// What the server says of a submission that it has.
export interface Receipt {
  id: string; // the evidence item
  number: string; // as it is shown and read out
  revision: number;
  received_at: string; // by the server's clock
}

// What an inspector records at a visit, as PUT `path`/{id of the item} takes it, without photos and moment.
export interface VisitRecord {
  path: string;
  entry?: Omit<Schemas["VisitEntryIn"], "photos" | "made_at">;
  finding?: Omit<Schemas["VisitFindingIn"], "photos" | "made_at">;
}

export interface Kept {
  id: string; // the Idempotency-Key, so that sending again has one effect
  account: string;
  place: string; // the form that it is written in, behind /{campaign}: "/nop", "/minh-chung/{id}/sua"
  campaign: string;
  unit: string;
  title: string;
  criteria: string[];
  form: object; // as typed, for its form alone
  body: Schemas["Submission"] | null; // as POST /evidence takes it; null for a draft
  record?: VisitRecord; // instead of a submission, once it is enqueued
  files: KeptFile[];
  state: State;
  is_paused: boolean;
  problem: Problem | null;
  receipt: Receipt | null;
  made_at: string; // when it was enqueued, a draft when it was begun; by this device's clock
  changed_at: string;
}

// What a form keeps of a draft while its author types; the rest is the store's.
export type DraftPart = Partial<Pick<Kept, "unit" | "title" | "criteria" | "form">>;
export interface NewDraft extends DraftPart { place: string; campaign: string }

// How safe the kept is: browsers may erase what they were not asked to keep, or refused to.
export interface Safety { is_persistent: boolean; usage: number; quota: number }
