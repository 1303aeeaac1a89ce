// round-step.tsx — the way of an inspection round: which steps are behind it, and the next one with
// what it will fix.
import { useState } from "preact/hooks";
import { Problem, problemOf, send } from "../api";
import { day } from "../format";
import { at } from "../place";
import { t } from "../words";
import { Dialog, Trouble } from "./common";
import { DateField } from "./date-field";
import { ORDER, Round, ROUND_STATES, roundStep, State, windowOf } from "./round-words";

// Who brought the round into a state, when, and by which document.
function About({ round, state }: { round: Round; state: State }) {
  const step = round.steps.filter((one) => one.to === state).pop();
  const first = state === "draft" && !step ? round.history[0] : undefined;
  const said = step ?? first;
  return said ? (
    <small>
      {day(said.at)}, {said.by}{step?.document && <><br />{t("{symbol} ngày {day}", { symbol: step.document.symbol, day: day(step.document.dated) })}</>}
      {step?.reason && <><br />{t("Lý do: {reason}", { reason: step.reason })}</>}
    </small>
  ) : null;
}

export function RoundSteps({ round }: { round: Round }) {
  const now = ORDER.indexOf(round.state);
  return (
    <ol class="steps round-steps">
      {ORDER.map((state, place) => (
        <li key={state} class={place < now ? "done" : place === now ? "now" : ""} aria-current={place === now ? "step" : undefined}>
          <span>{ROUND_STATES[state]}<span class="hidden">{place < now ? ` ${t("(đã xong)")}` : ""}</span>{place <= now && <About round={round} state={state} />}</span>
        </li>
      ))}
    </ol>
  );
}

interface Missing { text: string; href: string; act: string }

// What a round must have before the step.
function missingOf(round: Round, to: State): Missing[] {
  const plan = at(`/kiem-tra/${round.code}/ke-hoach`);
  const bare = round.units.filter((unit) => !unit.team);
  return [
    ...(to === "issued" && !round.symbol ? [{ text: t("Kế hoạch chưa có số và ký hiệu."), href: plan, act: t("Bổ sung") }] : []),
    ...(to === "issued" && !round.dated ? [{ text: t("Kế hoạch chưa có ngày ban hành."), href: plan, act: t("Bổ sung") }] : []),
    ...(to === "issued" && round.units.length === 0 ? [{ text: t("Chưa chọn đơn vị được kiểm tra."), href: plan, act: t("Chọn đơn vị") }] : []),
    ...(to === "under_way" && bare.length > 0 ? [{
      text: t("Còn {count} đơn vị chưa có đoàn kiểm tra: {names}.", { count: bare.length, names: bare.map((unit) => unit.name).join(", ") }), href: at(`/kiem-tra/${round.code}`), act: t("Phân công"),
    }] : []),
  ];
}

function fixes(from: State, to: State): string {
  const texts: Record<State, string> = {
    draft: t("Đơn vị không đọc được kế hoạch nữa cho đến khi ban hành lại."),
    issued: t("Kế hoạch được ấn định: muốn sửa phải trả về bản nháp, có lý do. Đơn vị đọc được kế hoạch và đoàn kiểm tra của mình; thành viên đoàn đọc được hồ sơ các đơn vị được giao."),
    under_way: from === "concluded" ? t("Cuộc kiểm tra mở lại: đoàn kiểm tra sửa được. Xung đột lợi ích được xét lại.") : t("Các đoàn bắt đầu làm việc tại đơn vị và ghi kiến nghị. Đoàn đã được giao đơn vị thì không bỏ được nữa."),
    concluded: t("Đoàn kiểm tra không sửa được nữa. Kiến nghị vẫn ghi được cho đến khi kết thúc."),
    closed: t("Thành viên đoàn thôi đọc hồ sơ các đơn vị theo cuộc kiểm tra này; không ghi thêm kiến nghị. Kiến nghị đã ghi vẫn được theo dõi."),
  };
  return texts[to];
}

function Facts({ round }: { round: Round }) {
  return (
    <dl class="facts">
      <dt>{t("Kế hoạch")}</dt><dd>{round.title}{round.symbol && ` · ${round.symbol}`}{round.dated && ` · ${day(round.dated)}`}</dd>
      <dt>{t("Thời gian")}</dt><dd>{windowOf(round.period_from, round.period_to)}</dd>
      <dt>{t("Đơn vị")}</dt><dd>{round.units.length}</dd>
      <dt>{t("Đoàn kiểm tra")}</dt><dd>{round.teams.length}</dd>
    </dl>
  );
}

export function RoundStepDialog({ round, campaign, move, done, close }: {
  round: Round; campaign: string; move: Round["moves"][number]; done: () => void; close: () => void;
}) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const missing = missingOf(round, move.to);
  const hasDocument = move.to === "issued" || (move.to === "concluded" && round.state === "under_way");
  const faultOf = (field: string) => (problem?.field === field ? `${problem.detail} ${problem.mend}` : null);
  const submit = async (event: Event) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const text = (name: string) => String(form.get(name) ?? "").trim();
    const document = hasDocument && text("symbol") ? { symbol: text("symbol"), dated: text("dated") } : undefined;
    try {
      await send(`/campaigns/${campaign}/rounds/${round.code}/steps`, { to: move.to, reason: text("reason"), document });
      done();
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  return (
    <Dialog title={roundStep(round.state, move.to)} close={close}>
      <Facts round={round} />
      <p>{fixes(round.state, move.to)}</p>
      {missing.length > 0 && <div class="notice bad"><b>{t("Chưa chuyển bước được")}</b><ul class="plain">{missing.map((one) => <li>{one.text} <a href={one.href} onClick={close}>{one.act}</a></li>)}</ul></div>}
      {problem && <Trouble problem={problem} />}
      <form onSubmit={(event) => void submit(event)}>
        {hasDocument && missing.length === 0 && (
          <div class="filters">
            <label>{move.to === "issued" ? t("Số, ký hiệu kế hoạch") : t("Số, ký hiệu thông báo kết luận")}<input name="symbol" required={move.to === "issued"} defaultValue={move.to === "issued" ? round.symbol : ""} maxLength={200} /></label>
            <DateField label={t("Ngày văn bản")} name="dated" value={move.to === "issued" ? round.dated ?? "" : ""} fault={faultOf("document.dated")} />
          </div>
        )}
        {move.needs_reason && <label>{t("Lý do")}<textarea name="reason" required rows={2} maxLength={4000} aria-invalid={faultOf("reason") ? true : undefined} /></label>}
        <div class="start-acts">
          <button type="button" onClick={close}>{t("Để sau")}</button>
          <button class="main" disabled={missing.length > 0}>{roundStep(round.state, move.to)}</button>
        </div>
      </form>
    </Dialog>
  );
}
