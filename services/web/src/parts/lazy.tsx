// lazy.tsx — a page whose code is read when it is opened for the first time.
import { ComponentType } from "preact";
import { useLayoutEffect, useState } from "preact/hooks";
import { OFFLINE } from "../api";
import { Waiting } from "./common";
import { Failed } from "./head";

export function lazy<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  let known: ComponentType<P> | null = null;
  return (given: P) => {
    const [Page, setPage] = useState<ComponentType<P> | null>(() => known);
    const [isLost, setLost] = useState(false);
    const read = () => {
      setLost(false);
      load().then((page) => { known = page; setPage(() => page); }, () => setLost(true));
    };
    useLayoutEffect(() => { if (!known) { read(); } }, []);
    return Page ? <Page {...given} /> : isLost ? <Failed problem={OFFLINE} retry={read} /> : <main><Waiting /></main>;
  };
}
