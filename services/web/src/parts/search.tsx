// search.tsx — finds units, criteria and evidence items from anywhere (Ctrl K).
import { useEffect, useState } from "preact/hooks";
import { ask, Problem, Refused, Schemas } from "../api";
import { at, go } from "../place";
import { t } from "../words";
import { Dialog, Trouble } from "./common";

type Found = Schemas["SearchResult"];
interface Hit { href: string; name: string; sub: string }

function hitsOf(found: Found, unit: string): [string, Hit[]][] {
  return [
    [t("Minh chứng"), found.evidence.map((one) => ({ href: at(`/minh-chung/${one.id}`), name: one.title, sub: `${one.code ?? ""} · ${one.unit_name}` }))],
    [t("Tiêu chí"), found.criteria.map((one) => ({ href: unit ? at(`/don-vi/${unit}/tieu-chi/${one.code}`) : at(`/quy-tac`), name: `${one.code} ${one.name}`, sub: "" }))],
    [t("Đơn vị"), found.units.map((one) => ({ href: at(`/don-vi/${one.code}`), name: one.name, sub: one.code }))],
  ];
}

export function Search({ campaign, unit, close }: { campaign: string; unit: string | null; close: () => void }) {
  const [question, setQuestion] = useState("");
  const [found, setFound] = useState<Found | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  useEffect(() => {
    if (!question.trim()) {
      setFound(null);
      return;
    }
    let isOld = false;
    const timer = setTimeout(() => {
      ask<Found>(`/campaigns/${campaign}/search?q=${encodeURIComponent(question)}`).then(
        (answer) => { if (!isOld) { setFound(answer); setProblem(null); } },
        (error) => { if (!isOld && error instanceof Refused) { setProblem(error.problem); } });
    }, 200);
    return () => { isOld = true; clearTimeout(timer); };
  }, [question, campaign]);
  const groups = found ? hitsOf(found, unit ?? "").filter(([, hits]) => hits.length > 0) : [];
  const first = groups[0]?.[1][0];
  return (
    <Dialog title={t("Tìm")} close={close}>
      <form onSubmit={(event) => { event.preventDefault(); if (first) { go(first.href); close(); } }}>
        <label>{t("Tên, ký hiệu, mã; có dấu hay không dấu")}
          <input type="search" autofocus maxLength={200} value={question} onInput={(event) => setQuestion(event.currentTarget.value)} /></label>
      </form>
      {problem && <Trouble problem={problem} />}
      <div role="status" class="hidden">{found && t("{count} kết quả", { count: groups.reduce((sum, [, hits]) => sum + hits.length, 0) })}</div>
      {found && groups.length === 0 && <p>{t("Không tìm thấy gì. Thử ít từ hơn.")}</p>}
      {groups.map(([name, hits]) => (
        <section>
          <h3>{name}</h3>
          <ul class="plain found">{hits.map((hit) => <li><a href={hit.href} onClick={close}>{hit.name}</a> <span class="quiet">{hit.sub}</span></li>)}</ul>
        </section>
      ))}
    </Dialog>
  );
}
