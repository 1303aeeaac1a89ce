// head.tsx — the head of a page: its title, the way back, and its acts.
import { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Problem } from "../api";
import { t } from "../words";
import { Trouble } from "./common";
import { Icon } from "./icon";
import { NoRights } from "./states";

// The title of a page: on the tab, above its content, and where the focus goes when it opens.
export function Head({ title, sub, back, children }: { title: string; sub?: ComponentChildren; back?: [string, string]; children?: ComponentChildren }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · ${t("Minh Chứng")}`;
  }, [title]);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <header class="page-head">
      <div>
        {back && <a class="back" href={back[0]}><Icon name="back" />{back[1]}</a>}
        <h1 ref={heading} tabIndex={-1}>{title}</h1>
        {sub && <p class="quiet">{sub}</p>}
      </div>
      {children && <div class="acts">{children}</div>}
    </header>
  );
}

// A page of which nothing could be read.
export function Failed({ problem, retry }: { problem: Problem; retry?: () => void }) {
  return problem.status === 403
    ? <main><Head title={t("Không được xem trang này")} /><NoRights problem={problem} /></main>
    : <main><Head title={t("Không mở được trang này")} /><Trouble problem={problem} retry={retry} /></main>;
}
