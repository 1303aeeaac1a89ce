// recommendation.tsx — one recommendation: what is asked, how far each unit is, what was done about
// it; the unit reports, an inspector or the committee accepts, returns, extends.
import { useState } from "preact/hooks";
import { Account, mayFile, Schemas } from "../api";
import { day, moment } from "../format";
import { useFresh } from "../live";
import { AskedState, AskedUnit, dueWords, isOpen, Progress } from "../parts/asked";
import { ActDialog, ActKind } from "../parts/asked-act";
import { Waiting } from "../parts/common";
import { Failed, Head } from "../parts/head";
import { at, filterBy, useAddress } from "../place";
import { toast } from "../parts/toast";
import { t } from "../words";

type Whole = Schemas["RecommendationHistory"];
type Act = Whole["acts"][number];

function told(act: Act): string {
  switch (act.act) {
    case "reported":
      return t("Báo cáo đã làm");
    case "accepted":
      return t("Công nhận đã xong");
    case "returned":
      return t("Trả lại");
    case "extended":
      return t("Gia hạn đến {day}", { day: act.due_on ? day(act.due_on) : "" });
  }
}

function Acts({ of, campaign }: { of: Act[]; campaign: string }) {
  return (
    <ul class="plain round-history">
      {of.map((act, place) => (
        <li key={place}>
          <b>{told(act)}</b> <span class="quiet">{act.by}, {moment(act.at)}</span>
          {act.text && <p>{act.text}</p>}
          {act.evidence.map((piece) => <p key={piece.id}><a href={at(`/minh-chung/${piece.id}`, campaign)}>{piece.title}</a>{piece.code && <span class="quiet"> · {piece.code}</span>}</p>)}
        </li>
      ))}
    </ul>
  );
}

// What the account may do about a unit's part of it, as it stands; the first is the likely one.
function kindsOf(account: Account, unit: AskedUnit): ActKind[] {
  if (mayFile(account) && account.role !== "admin") {
    return isOpen(unit) ? ["reported"] : [];
  }
  if (!["inspector", "committee"].includes(account.role)) {
    return [];
  }
  return unit.state === "reported" ? ["accepted", "returned", "extended"] : unit.state === "accepted" ? ["returned"] : ["extended"];
}

const DO: Record<ActKind, string> = { reported: t("Báo cáo đã làm"), accepted: t("Công nhận"), returned: t("Trả lại"), extended: t("Gia hạn") };

function UnitLine({ of, unit, account, open, isNamed }: { of: Whole; unit: AskedUnit; account: Account; open: (kind: ActKind) => void; isNamed: boolean }) {
  const acts = of.acts.filter((act) => act.unit === unit.unit);
  return (
    <li class="card asked-unit" id={`unit-${unit.unit}`}>
      <div class="section-head"><h3><a href={at(`/don-vi/${unit.unit}`, of.campaign)}>{unit.name}</a></h3><AskedState unit={unit} /></div>
      <p class="quiet">{dueWords(unit)}</p>
      <p class="chips">{kindsOf(account, unit).map((kind, place) => <button type="button" class={place === 0 && (kind === "accepted" || kind === "reported" && unit.state !== "reported") ? "main" : ""} onClick={() => open(kind)} aria-label={t("{act}: {name}", { act: DO[kind], name: unit.name })}>{DO[kind]}</button>)}</p>
      {acts.length > 0 && (acts.length <= 2 || isNamed ? <Acts of={acts} campaign={of.campaign} /> : <details><summary>{t("{count} việc đã làm", { count: acts.length })}</summary><Acts of={acts} campaign={of.campaign} /></details>)}
    </li>
  );
}

const ORDER = ["reported", "returned", "open", "accepted"];
const rank = (unit: AskedUnit) => (unit.is_overdue ? 0 : 10) + ORDER.indexOf(unit.state);

export function RecommendationPage({ id, account }: { id: string; account: Account }) {
  const { data, problem, reload } = useFresh<Whole>(`/recommendations/${id}`, (cell) => !cell.unit);
  const { query } = useAddress();
  const named = query.get("don-vi") ?? (data?.units.length === 1 ? data.units[0]?.unit ?? "" : "");
  const wanted = query.get("viec") as ActKind | null;
  const [open, setOpen] = useState<string | null>(null);
  if (!data) {
    return problem ? <Failed problem={problem} retry={reload} /> : <main><Waiting /></main>;
  }
  const unit = data.units.find((one) => one.unit === (open ?? named));
  const isWanted = wanted && unit && kindsOf(account, unit).includes(wanted);
  const units = [...data.units].sort((a, b) => Number(b.unit === named) - Number(a.unit === named) || rank(a) - rank(b) || a.name.localeCompare(b.name, "vi"));
  const close = () => { setOpen(null); filterBy({ viec: "" }); };
  return (
    <main>
      <Head title={t("Kiến nghị số {number}", { number: data.number })} back={[at("/kien-nghi"), t("Kiến nghị")]} sub={<><a href={at(`/kiem-tra/${data.round}`, data.campaign)}>{data.round_title}</a> · {data.by}, {day(data.at)}</>} />
      <section class="card">
        <p class="asked-text">{data.text}</p>
        <dl class="facts">
          <dt>{t("Thế nào là xong")}</dt><dd>{data.measure}</dd>
          {data.criterion && <><dt>{t("Tiêu chí")}</dt><dd>{data.units.length === 1 ? <a href={at(`/don-vi/${data.units[0]?.unit}/tieu-chi/${data.criterion}`, data.campaign)}>{data.criterion}</a> : data.criterion}</dd></>}
          <dt>{t("Gửi tới")}</dt><dd>{data.is_common ? t("mọi đơn vị được kiểm tra") : t("{count} đơn vị", { count: data.of })}</dd>
        </dl>
        <Progress done={data.accepted} of={data.of} overdue={data.units.filter((one) => one.is_overdue).length} />
      </section>
      <ul class="plain teams">
        {units.map((one) => <UnitLine key={one.unit} of={data} unit={one} account={account} isNamed={one.unit === named} open={(kind) => { setOpen(one.unit); filterBy({ viec: kind }); }} />)}
      </ul>
      {isWanted && <ActDialog of={data} unit={unit} kind={wanted} title={`${DO[wanted]}: ${unit.name}`} close={close} done={() => { toast(t("Đã ghi: {act}", { act: DO[wanted] })); close(); reload(); }} />}
    </main>
  );
}
