// explanations.tsx — criteria whose evidence is missing or partial, and what the unit says about them.
import { useState } from "preact/hooks";
import { Account, Problem, Refused, Schemas, send } from "../api";
import { moment, points, ROLES } from "../format";
import { useFresh } from "../live";
import { Trouble, Waiting } from "../parts/common";
import { Failed, Head } from "../parts/head";
import { at } from "../place";
import { t } from "../words";

type Explanation = Schemas["Explanation"];

function Own({ of, path, done }: { of: Explanation; path: string; done: () => void }) {
  const [text, setText] = useState(of.explanation ?? "");
  const [refused, setRefused] = useState<Problem | null>(null);
  const save = async () => {
    try {
      await send(`${path}/${of.criterion}`, { text }, "PUT");
      setRefused(null);
      done();
    } catch (problem) {
      setRefused((problem as Refused).problem);
    }
  };
  return (
    <>
      {refused && <Trouble problem={refused} />}
      <label>{t("Giải trình")}<textarea rows={3} maxLength={4000} value={text} onInput={(event) => setText(event.currentTarget.value)} /></label>
      <button type="button" disabled={text.trim() === (of.explanation ?? "")} onClick={() => void save()}>{t("Ghi giải trình")}</button>
    </>
  );
}

export function ExplanationsPage({ account, campaign, unit }: { account: Account; campaign: string; unit: string }) {
  const path = `/campaigns/${campaign}/units/${unit}/explanations`;
  const { data, problem, reload } = useFresh<Schemas["Explanations"]>(path, (cell) => cell.unit === unit);
  if (!data) {
    return problem ? <Failed problem={problem} retry={reload} /> : <main><Waiting /></main>;
  }
  const isOwn = ["officer", "council", "system"].includes(account.role);
  const asked = data.items.filter((one) => one.is_asked);
  return (
    <main class="narrow">
      <Head title={t("Giải trình minh chứng còn thiếu")} back={[at(`/don-vi/${unit}`), unit]} sub={t("Đoàn kiểm tra đọc được giải trình khi thẩm định.")} />
      {asked.length === 0 && <p>{t("Mọi tiêu chí đều đủ minh chứng.")}</p>}
      {asked.map((one) => (
        <section class="card explain" key={one.criterion}>
          <h2><a href={at(`/don-vi/${unit}/tieu-chi/${one.criterion}`)}>{one.criterion} {one.name}</a></h2>
          <p class="quiet">{one.evidence === "missing" ? t("Chưa có minh chứng.") : t("Có {items} minh chứng, được {value} trên {points} điểm.", { items: one.items, value: points(one.value), points: points(one.points) })}</p>
          {isOwn ? <Own of={one} path={path} done={reload} /> : <p>{one.explanation ?? t("Đơn vị chưa giải trình.")}</p>}
          {one.history[0] && <p class="quiet">{one.history[0].by || ROLES[one.history[0].role]}, {moment(one.history[0].at)}</p>}
        </section>
      ))}
    </main>
  );
}
