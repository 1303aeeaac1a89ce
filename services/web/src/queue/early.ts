// early.ts — while there is a line, the files of a draft are sent ahead, and the server says what it
// reads in them and on the page that the draft cites.
import { useEffect, useRef, useState } from "preact/hooks";
import { Schemas, send } from "../api";
import { useOnline } from "./hooks";
import type { Kept } from "./types";
import { upload } from "./upload";

const ASKED_MOST = 6; // times, while the server is still reading
const PAUSE_MS = 2_000;
const TYPING_MS = 800; // without a key, a link has been typed

export interface Early {
  isReading: boolean;
  found: Schemas["Proposals"] | null; // of all files of the draft; kept until others are read
  names: string[]; // of the files that were read, as the proposals count them
  stop: () => void; // before the draft is handed over: one file is sent by one connection only
}

interface Cited { campaign: string; unit: string; link: string | null }

async function readAhead(cited: Cited, item: Kept, line: AbortSignal, take: (found: Schemas["Proposals"]) => void): Promise<void> {
  const uploads: { id: string }[] = [];
  for (const file of item.files) {
    uploads.push({ id: await upload(item.id, file, () => undefined, line) });
  }
  for (let asked = 0; asked < ASKED_MOST && !line.aborted; asked++) {
    const found = await send<Schemas["Proposals"]>("/proposals", { ...cited, uploads });
    if (!line.aborted) {
      take(found);
    }
    if (found.is_complete) {
      return;
    }
    await new Promise((done) => setTimeout(done, PAUSE_MS));
  }
}

// The address of a page, once it has been typed; null: none.
function useTyped(link: string): string | null {
  const [typed, setTyped] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setTyped(link.trim()), TYPING_MS);
    return () => clearTimeout(timer);
  }, [link]);
  return /^https?:\/\/[^/\s]+\.[^\s]+$/i.test(typed) ? typed : null;
}

export function useEarly(campaign: string, unit: string, item: Kept | null, cited: string): Early {
  const [isReading, setReading] = useState(false);
  const [read, setRead] = useState<Pick<Early, "found" | "names">>({ found: null, names: [] });
  const line = useRef<AbortController | null>(null);
  const isOnline = useOnline();
  const link = useTyped(cited);
  const files = item?.files.map((file) => file.id).sort().join() ?? ""; // another order is read no other way
  useEffect(() => {
    if (!isOnline || !unit || !item || (files === "" && !link)) {
      return undefined;
    }
    const own = new AbortController();
    line.current = own;
    setReading(true);
    // What fails here is sent again with the item; a file that is refused says so itself.
    const take = (found: Schemas["Proposals"]) => setRead({ found, names: item.files.map((file) => file.name) });
    void readAhead({ campaign, unit, link }, item, own.signal, take).catch(() => undefined).then(() => line.current === own && setReading(false));
    return () => own.abort();
  }, [campaign, unit, item?.id, files, link, isOnline]);
  return { isReading, ...read, stop: () => line.current?.abort() };
}
