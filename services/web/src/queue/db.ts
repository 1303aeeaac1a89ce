// db.ts — the device's store: one IndexedDB database for each account, so that accounts which share
// a phone never see each other's, and leaving one erases all of it.
import { DBSchema, IDBPDatabase, openDB } from "idb";
import { storeRefused } from "./problems";
import type { Kept } from "./types";

export interface Answer { path: string; at: string; answer: unknown }
interface Schema extends DBSchema {
  items: { key: string; value: Kept };
  bytes: { key: [string, number]; value: ArrayBuffer }; // (file, number of the chunk)
  answers: { key: string; value: Answer; indexes: { at: string } };
}
export type Store = IDBPDatabase<Schema>;

const nameOf = (account: string) => `minhchung-${account}`;

let account = "";
let opened: Promise<Store> | null = null;

function openStore(): Promise<Store> {
  return openDB<Schema>(nameOf(account), 1, {
    upgrade(db) {
      db.createObjectStore("items", { keyPath: "id" });
      db.createObjectStore("bytes");
      db.createObjectStore("answers", { keyPath: "path" }).createIndex("at", "at");
    },
    // Another tab erases the store, or has a newer page: this one opens it again when it needs it.
    blocking(_old, _new, event) {
      opened = null;
      (event.target as IDBDatabase).close();
    },
    terminated() {
      opened = null;
    },
  }).catch((error) => {
    opened = null;
    throw error;
  });
}

// The account whose store is used from now on; "" for none.
export function storeOf(username: string): void {
  if (username !== account) {
    void opened?.then((store) => store.close(), () => undefined);
    opened = null;
    account = username;
  }
}

export const storedAccount = () => account;

// Runs `work` on the account's store; what fails there is thrown as a refusal.
export async function inStore<T>(work: (store: Store) => Promise<T>): Promise<T> {
  try {
    opened ??= openStore();
    return await work(await opened);
  } catch (error) {
    throw storeRefused(error);
  }
}

// Erases all that the device keeps of the account.
export async function eraseStore(username: string): Promise<void> {
  storeOf("");
  await new Promise<void>((resolve, reject) => {
    const request = indexedDB.deleteDatabase(nameOf(username));
    request.onsuccess = () => resolve();
    request.onerror = () => reject(storeRefused(request.error));
  });
}
