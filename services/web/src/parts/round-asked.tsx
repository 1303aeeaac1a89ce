// round-asked.tsx — in an inspection round: what it asked of its units, and what earlier rounds left
// open there.
import { Account, mayFile } from "../api";
import { useFresh } from "../live";
import { at } from "../place";
import { t } from "../words";
import { AskedLines, AskedList, Progress } from "./asked";
import { Trouble, Waiting } from "./common";
import { Panel } from "./panel";
import type { Round } from "./round-words";

const SHOWN = 7;

export function RoundAsked({ round, account }: { round: Round; account: Account }) {
  const { data, problem, reload } = useFresh<AskedList>(`/campaigns/${round.campaign}/recommendations?round=${round.code}`, (cell) => !cell.unit);
  const mayAsk = !mayFile(account) && ["under_way", "concluded"].includes(round.state);
  if (["draft", "issued"].includes(round.state)) {
    return null;
  }
  return (
    <section>
      <div class="section-head"><h2>{t("Kiến nghị")}</h2>{mayAsk && <a class="button" href={at(`/kiem-tra/${round.code}/kien-nghi`)}>{t("Ghi kiến nghị")}</a>}</div>
      {problem && <Trouble problem={problem} retry={reload} />}
      {data && data.of > 0 && <Progress done={data.accepted} of={data.of} overdue={data.overdue} />}
      {data?.items.length === 0 && <p class="card quiet">{t("Chưa có kiến nghị nào.")}</p>}
      {data && data.items.length > 0 && <AskedLines items={data.items.slice(0, SHOWN)} />}
      {data && data.items.length > SHOWN && <p><a href={at(`/kien-nghi?cuoc=${round.code}`)}>{t("Xem cả {count} kiến nghị", { count: data.items.length })}</a></p>}
    </section>
  );
}

// Of one unit, those of other rounds that are not done.
function Left({ unit, round }: { unit: string; round: Round }) {
  const { data, problem, reload } = useFresh<AskedList>(`/units/${unit}/recommendations?state=unmet`, () => false);
  const items = data?.items.filter((one) => one.round !== round.code || one.campaign !== round.campaign);
  return problem ? <Trouble problem={problem} retry={reload} /> : items ? <AskedLines items={items} query={`?don-vi=${unit}`} /> : <Waiting />;
}

export function RoundLeft({ round }: { round: Round }) {
  const units = round.units.filter((unit) => unit.unmet_before > 0);
  return units.length === 0 ? null : (
    <section>
      <h2>{t("Kiến nghị của các lần trước chưa xong")}</h2>
      <div class="panels">
        {units.map((unit) => <Panel key={unit.code} name={`cu-${unit.code}`} title={t("{name}: {count} kiến nghị", { name: unit.name, count: unit.unmet_before })}>{() => <Left unit={unit.code} round={round} />}</Panel>)}
      </div>
    </section>
  );
}
