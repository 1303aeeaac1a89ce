// trial.tsx — the result of a trial: a setting of a check on a campaign's evidence, beside today's.
import { useEffect, useState } from "preact/hooks";
import { ask, Problem, problemOf, Schemas } from "../api";
import { t } from "../words";
import { Where } from "./common";

type Sample = Schemas["TrialSample"];
type Trial = Schemas["Trial"];

export interface Wish { off: boolean; severity: string | null; parameters: Record<string, number> }
const LOOK_MS = 700;
const count = (n: number) => n.toLocaleString("vi-VN");

function SampleItem({ sample }: { sample: Sample }) {
  const said = sample.would[0] ?? sample.today[0];
  return (
    <li>
      <strong>{sample.title}</strong> <span class="quiet">{sample.unit}</span>
      <p>{sample.would.length > 0 ? (sample.today.length > 0 ? t("Báo như hiện nay") : t("Sẽ bị báo thêm")) : t("Sẽ không bị báo nữa")}: {said?.message}</p>
      {said && <Where place={said.place} />}
    </li>
  );
}

function Result({ trial }: { trial: Trial }) {
  return (
    <>
      <table>
        <caption class="quiet">{t("Trên {count} minh chứng của đợt {on}", { count: count(trial.pieces), on: trial.on })}</caption>
        <thead><tr><th scope="col">{t("Thiết đặt")}</th><th scope="col">{t("Bị báo")}</th><th scope="col">{t("Phải sửa vì riêng quy tắc này")}</th></tr></thead>
        <tbody>
          <tr><th scope="row">{t("Thử")}</th><td data-label={t("Bị báo")}>{count(trial.would_fire)}</td><td data-label={t("Phải sửa")}>{count(trial.would_weigh)}</td></tr>
          <tr><th scope="row">{t("Hiện nay")}</th><td data-label={t("Bị báo")}>{count(trial.fires)}</td><td data-label={t("Phải sửa")}>{count(trial.weighs)}</td></tr>
        </tbody>
      </table>
      {trial.samples.length > 0 && <><h3>{t("Một số minh chứng")}</h3><ul class="items">{trial.samples.map((sample) => <SampleItem key={sample.evidence} sample={sample} />)}</ul></>}
    </>
  );
}

export function TrialOf({ path, wish, campaigns, first }: { path: string; wish: Wish; campaigns: { code: string; name: string }[]; first: string }) {
  const [on, setOn] = useState(first);
  const [id, setId] = useState<string | null>(null);
  const [trial, setTrial] = useState<Trial | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const isOver = trial !== null && trial.state !== "accepted";

  useEffect(() => {
    if (!id || isOver) {
      return;
    }
    const look = () => ask<Trial>(`/trials/${id}`).then(setTrial, (error) => setProblem(problemOf(error)));
    const timer = setInterval(() => void look(), LOOK_MS);
    return () => clearInterval(timer);
  }, [id, isOver]);

  const start = async () => {
    setProblem(null);
    setTrial(null);
    setId(null);
    try {
      const bytes = crypto.getRandomValues(new Uint32Array(4));
      const answer = await ask<{ id: string }>(`${path}/trials`, {
        method: "POST", body: JSON.stringify({ ...wish, on }),
        headers: { "Content-Type": "application/json", "Idempotency-Key": `thu-${bytes.join("-")}` },
      });
      setId(answer.id);
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  return (
    <section class="trial">
      <label>{t("Thử trên minh chứng của đợt")}
        <select value={on} onChange={(event) => setOn(event.currentTarget.value)}>
          {campaigns.map((item) => <option key={item.code} value={item.code}>{item.name}</option>)}
        </select>
      </label>
      <button type="button" onClick={() => void start()} disabled={id !== null && !isOver && !problem}>{t("Thử")}</button>
      {problem && <div class="notice bad" role="alert"><strong>{problem.detail}</strong> {problem.mend}</div>}
      <div aria-live="polite">
        {id && !isOver && !problem && (
          <p><label>{trial?.total ? t("Đã xem {count} / {all} minh chứng", { count: count(trial.pieces), all: count(trial.total) }) : t("Đã xem {count} minh chứng", { count: count(trial?.pieces ?? 0) })}
            <progress max={trial?.total || 1} value={trial?.pieces ?? 0} /></label></p>
        )}
        {trial?.state === "refused" && <p>{t("Không thử được quy tắc này.")}</p>}
        {trial?.state === "done" && <Result trial={trial} />}
      </div>
    </section>
  );
}
