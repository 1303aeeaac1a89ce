// late.tsx — evidence that arrived after its unit had closed: kept, and taken by the body that holds
// the unit, with a reason.
import { useState } from "preact/hooks";
import { Item, Problem, problemOf, Schemas, send } from "../api";
import { moment, STATES } from "../format";
import { useFresh } from "../live";
import { Trouble, Waiting } from "../parts/common";
import { Head } from "../parts/head";
import { at } from "../place";
import { t } from "../words";

function Take({ item, done }: { item: Item; done: () => void }) {
  const [reason, setReason] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const take = async (event: Event) => {
    event.preventDefault();
    try {
      await send(`/evidence/${item.id}/take`, { reason });
      done();
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  return (
    <form onSubmit={(event) => void take(event)}>
      {problem && <Trouble problem={problem} />}
      <label>{t("Lý do nhận")}<input required value={reason} onInput={(event) => setReason(event.currentTarget.value)} /></label>
      <button>{t("Nhận, từ nay được tính")}</button>
    </form>
  );
}

// Who holds the unit may take: the unit, the inspectors, the committee.
const HOLDERS: Record<string, string[]> = { draft: ["officer", "council"], self_closed: ["inspector"], appraised: ["committee"] };

export function LatePage({ role, campaign, code }: { role: string; campaign: string; code: string }) {
  const mine = (cell: { unit?: string }) => cell.unit === code;
  const list = useFresh<{ items: Item[] }>(`/evidence?campaign=${campaign}&unit=${code}&held=yes&limit=200`, mine);
  const { data } = useFresh<Schemas["Assessment"]>(`/campaigns/${campaign}/units/${code}/assessment`, mine);
  const may = data ? HOLDERS[data.state]?.includes(role) ?? false : false;
  return (
    <main>
      <Head title={t("Nộp sau khi chốt")} back={[at(`/don-vi/${code}/danh-gia`), t("Đánh giá")]} sub={data && t("{name} · {state}", { name: data.name, state: STATES[data.state] ?? "" })} />
      {list.problem && <Trouble problem={list.problem} retry={list.reload} />}
      {!list.data && !list.problem && <Waiting />}
      {list.data?.items.length === 0 && <p class="quiet">{t("Không có minh chứng nào nộp sau khi chốt.")}</p>}
      {data && !may && <p class="quiet">{t("Nơi đang giữ hồ sơ của đơn vị quyết định nhận hay không.")}</p>}
      <ul class="items">
        {list.data?.items.map((item) => (
          <li key={item.id}>
            <a href={at(`/minh-chung/${item.id}`)}>{item.title}</a>
            <p class="quiet">{item.criteria.join(", ")} · {t("đến {at}, khi đơn vị ở bước “{state}”", { at: moment(item.received_at), state: STATES[item.held_in ?? ""] ?? "" })}</p>
            {may && <Take item={item} done={list.reload} />}
          </li>
        ))}
      </ul>
    </main>
  );
}
