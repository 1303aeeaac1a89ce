// draft.ts — a form whose content is kept as it is typed and chosen, and handed over to the sender.
import { useEffect, useRef, useState } from "preact/hooks";
import { Problem, problemOf, Schemas } from "../api";
import { addFile, enqueue, keepDraft, keepFiles, newDraft, read, readDraft, subscribe, swapPhotos } from "./store";
import type { Kept, KeptFile, VisitRecord } from "./types";

const REST_MS = 300; // after the last key

export interface Drafting<F> {
  item: Kept | null; // what the device keeps; null: nothing was typed yet
  form: F;
  isKept: boolean; // all that was typed
  problem: Problem | null; // of keeping it
  change: (part: Partial<F>) => void;
  addFiles: (files: File[]) => Promise<void>;
  keepFiles: (work: (files: KeptFile[]) => KeptFile[]) => Promise<void>; // on the files as they are kept by then
  swapPhotos: () => Promise<void>; // original or shrunk
  submit: (what: Schemas["Submission"] | VisitRecord) => Promise<Kept | null>; // null: it could not be kept
}

type Subject = "text" | "files";
interface Fields { unit: string; title: string; criteria: string[] }

// `id`: one certain draft, else the one of this place.  Null until it has been read.
export function useDraft<F extends Fields>(campaign: string, place: string, id: string | null, empty: F): Drafting<F> | null {
  const [item, setItem] = useState<Kept | null | undefined>(undefined);
  const [form, setForm] = useState<F>(empty);
  const [isKept, setKept] = useState(true);
  const [problems, setProblems] = useState<Partial<Record<Subject, Problem | null>>>({});
  const now = useRef({ form, id: "", isDirty: false, timer: 0, last: Promise.resolve() as Promise<unknown> });

  const show = (found: Kept | null) => {
    now.current.id = found?.id ?? "";
    setItem(found);
  };
  // One after the other: the draft is begun once, and an earlier state never overwrites a later.
  const inTurn = <T,>(subject: Subject, work: () => Promise<T>): Promise<T | null> => {
    const tell = (problem: Problem | null) => setProblems((known) => ({ ...known, [subject]: problem }));
    const turn = now.current.last.then(work).then((result) => {
      tell(null);
      return result;
    }).catch((error) => {
      tell(problemOf(error));
      return null;
    });
    now.current.last = turn;
    return turn;
  };
  const begun = async (): Promise<string> => {
    if (!now.current.id) {
      const { unit, title, criteria } = now.current.form;
      show(await newDraft({ campaign, place, unit, title, criteria, form: { ...now.current.form } }));
    }
    return now.current.id;
  };
  const keep = () => inTurn("text", async () => {
    if (now.current.isDirty) {
      now.current.isDirty = false;
      const { unit, title, criteria } = now.current.form;
      await keepDraft(await begun(), { unit, title, criteria, form: { ...now.current.form } });
      setKept(!now.current.isDirty);
    }
  });

  useEffect(() => {
    let isShown = true;
    const reading = id ? read(id).then((found) => (found?.state === "draft" ? found : null)) : readDraft(campaign, place);
    reading.catch(() => null).then((found) => {
      if (isShown) {
        now.current.form = { ...empty, ...found?.form } as F;
        setForm(now.current.form);
        show(found);
      }
    });
    const hidden = () => void keep();
    const end = subscribe(() => now.current.id && void read(now.current.id).then((found) => found && setItem(found), () => undefined));
    addEventListener("pagehide", hidden);
    document.addEventListener("visibilitychange", hidden);
    return () => {
      isShown = false;
      end();
      clearTimeout(now.current.timer);
      hidden();
      removeEventListener("pagehide", hidden);
      document.removeEventListener("visibilitychange", hidden);
    };
  }, []);

  if (item === undefined) {
    return null;
  }
  return {
    item, form, isKept, problem: problems.files ?? problems.text ?? null,
    change: (part) => {
      now.current.form = { ...now.current.form, ...part };
      now.current.isDirty = true;
      setKept(false);
      setForm(now.current.form);
      clearTimeout(now.current.timer);
      now.current.timer = window.setTimeout(() => void keep(), REST_MS);
    },
    addFiles: async (files) => {
      for (const file of files) {
        await inTurn("files", async () => addFile(await begun(), file));
      }
    },
    keepFiles: async (work) => void await inTurn("files", async () => keepFiles(await begun(), work)),
    swapPhotos: async () => void await inTurn("files", async () => swapPhotos(await begun())),
    submit: async (what) => {
      await keep();
      return inTurn("text", async () => enqueue(await begun(), what));
    },
  };
}
