// early.ts — while there is a line, the files of a draft are sent ahead, and the server says what it
// reads in them.
import { useEffect, useRef, useState } from "preact/hooks";
import { Schemas, send } from "../api";
import { useOnline } from "./hooks";
import type { Kept } from "./types";
import { upload } from "./upload";

const ASKED_MOST = 6; // times, while the server is still reading
const PAUSE_MS = 2_000;

export interface Early {
  isReading: boolean;
  found: Schemas["Proposals"] | null; // of all files of the draft; kept until others are read
  names: string[]; // of the files that were read, as the proposals count them
  stop: () => void; // before the draft is handed over: one file is sent by one connection only
}

async function readAhead(campaign: string, unit: string, item: Kept, line: AbortSignal, take: (found: Schemas["Proposals"]) => void): Promise<void> {
  const uploads: { id: string }[] = [];
  for (const file of item.files) {
    uploads.push({ id: await upload(item.id, file, () => undefined, line) });
  }
  for (let asked = 0; asked < ASKED_MOST && !line.aborted; asked++) {
    const found = await send<Schemas["Proposals"]>("/proposals", { campaign, unit, uploads });
    if (!line.aborted) {
      take(found);
    }
    if (found.is_complete) {
      return;
    }
    await new Promise((done) => setTimeout(done, PAUSE_MS));
  }
}

export function useEarly(campaign: string, unit: string, item: Kept | null): Early {
  const [isReading, setReading] = useState(false);
  const [read, setRead] = useState<Pick<Early, "found" | "names">>({ found: null, names: [] });
  const line = useRef<AbortController | null>(null);
  const isOnline = useOnline();
  const files = item?.files.map((file) => file.id).sort().join() ?? ""; // another order is read no other way
  useEffect(() => {
    if (!isOnline || !unit || !item || files === "") {
      return undefined;
    }
    const own = new AbortController();
    line.current = own;
    setReading(true);
    // What fails here is sent again with the item; a file that is refused says so itself.
    const take = (found: Schemas["Proposals"]) => setRead({ found, names: item.files.map((file) => file.name) });
    void readAhead(campaign, unit, item, own.signal, take).catch(() => undefined).then(() => line.current === own && setReading(false));
    return () => own.abort();
  }, [campaign, unit, files, isOnline]);
  return { isReading, ...read, stop: () => line.current?.abort() };
}
