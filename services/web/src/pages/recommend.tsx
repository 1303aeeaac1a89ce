// recommend.tsx — a new recommendation of an inspection round: what is asked, by what one sees that
// it is done, by when, and of whom.
import { useEffect, useState } from "preact/hooks";
import { Account, ask, Campaign, Problem, problemOf } from "../api";
import { useFresh } from "../live";
import { Trouble, Waiting } from "../parts/common";
import { DateField } from "../parts/date-field";
import { Failed, Head } from "../parts/head";
import { PickMany } from "../parts/pick-many";
import type { Round } from "../parts/round-words";
import { SelectSearch } from "../parts/select-search";
import { TextField } from "../parts/text-field";
import { useTypedForm } from "../parts/typed-form";
import { at, go } from "../place";
import { t } from "../words";

const list = (text = "") => text.split(",").filter(Boolean);

function Form({ account, campaign, round, about }: { account: Account; campaign: string; round: Round; about: Campaign }) {
  const mustName = account.role === "inspector"; // asks only the units that it inspects
  const typed = useTypedForm(`recommend-${campaign}-${round.code}`, { key: crypto.getRandomValues(new Uint32Array(4)).join("-"), text: "", measure: "", due_on: "", criterion: "", whom: mustName ? "some" : "all", units: "" }, 0);
  const { key = "", text = "", measure = "", due_on = "", criterion = "", whom = "", units = "" } = typed.fields;
  const [problem, setProblem] = useState<Problem | null>(null);
  useEffect(() => document.querySelector<HTMLElement>("form [aria-invalid]")?.focus(), [problem]);
  const own = round.teams.filter((team) => team.members.some((member) => member.username === account.username)).flatMap((team) => team.units);
  const back = at(`/kiem-tra/${round.code}`);
  const [isBare, setBare] = useState(false); // sent without naming a unit
  const submit = async (event: Event) => {
    event.preventDefault();
    setBare(whom === "some" && list(units).length === 0);
    if (whom === "some" && list(units).length === 0) {
      return;
    }
    try {
      await ask(`/campaigns/${campaign}/rounds/${round.code}/recommendations`, {
        method: "POST", headers: { "Content-Type": "application/json", "Idempotency-Key": key },
        body: JSON.stringify({ text: text.trim(), measure: measure.trim(), due_on, criterion: criterion || undefined, units: whom === "some" ? list(units) : undefined }),
      });
      typed.forget();
      go(back);
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  const faultOf = (field: string) => (problem?.field?.replace(/\[.*/, "") === field ? `${problem.detail} ${problem.mend}` : null);
  return (
    <form class="round-form" onSubmit={(event) => void submit(event)}>
      {problem && <Trouble problem={problem} />}
      <TextField label={t("Kiến nghị điều gì")} required rows={4} most={4000} value={text} change={(next) => typed.change({ text: next })} fault={faultOf("text")} />
      <TextField label={t("Thế nào là xong")} required rows={2} most={4000} hint={t("Điều nhìn vào là biết đã làm, ví dụ “Minh chứng không còn lỗi”.")} value={measure} change={(next) => typed.change({ measure: next })} fault={faultOf("measure")} />
      <DateField label={t("Hạn thực hiện")} required min={round.period_from} value={due_on} change={(next) => typed.change({ due_on: next })} fault={faultOf("due_on")} />
      <SelectSearch label={t("Tiêu chí liên quan (không bắt buộc)")} value={criterion} change={(next) => typed.change({ criterion: next })} fault={faultOf("criterion")}
        options={about.criteria.filter((node) => node.level === "criterion").map((node) => ({ value: node.code, name: `${node.code} ${node.name}` }))} />
      {!mustName && (
        <label>{t("Gửi tới")}
          <select value={whom} onChange={(event) => typed.change({ whom: event.currentTarget.value })}>
            <option value="all">{t("Mọi đơn vị được kiểm tra ({count})", { count: round.units.length })}</option><option value="some">{t("Một số đơn vị")}</option>
          </select>
        </label>
      )}
      {whom === "some" && (
        <PickMany label={t("Đơn vị")} fault={faultOf("units") ?? (isBare ? t("Chọn ít nhất một đơn vị.") : null)} value={list(units)} change={(next) => typed.change({ units: next.join(",") })}
          options={(mustName ? own : round.units).map((unit) => ({ value: unit.code, name: unit.name }))} />
      )}
      <div class="start-acts"><a class="button" href={back} onClick={typed.forget}>{typed.isTyped ? t("Bỏ phần đã sửa") : t("Quay lại")}</a><button class="main">{t("Gửi kiến nghị")}</button></div>
    </form>
  );
}

export function RecommendPage({ account, campaign, code }: { account: Account; campaign: string; code: string }) {
  const about = useFresh<Campaign>(`/campaigns/${campaign}`, () => false);
  const { data, problem, reload } = useFresh<Round>(`/campaigns/${campaign}/rounds/${code}`, (cell) => !cell.unit);
  const failure = problem ?? about.problem;
  if (!data || !about.data) {
    return failure ? <Failed problem={failure} retry={reload} /> : <main><Waiting /></main>;
  }
  return (
    <main>
      <Head title={t("Ghi kiến nghị")} sub={data.title} back={[at(`/kiem-tra/${code}`), t("Cuộc kiểm tra")]} />
      {["under_way", "concluded"].includes(data.state) ? <Form account={account} campaign={campaign} round={data} about={about.data} />
        : <p class="notice">{t("Kiến nghị được ghi khi cuộc kiểm tra đang diễn ra hoặc đã kết luận.")}</p>}
    </main>
  );
}
