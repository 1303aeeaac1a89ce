// gains.tsx — what would raise a unit's score most, computed on request.
import type { Schemas } from "../api";
import { points } from "../format";
import { useFresh } from "../live";
import { nodes, t } from "../words";
import { Trouble, Waiting } from "./common";
import { Panel } from "./panel";
import { at } from "../place";

type Gain = Schemas["Gain"];
type Gains = Schemas["Gains"];

function more(gain: Gain, amount: number): string {
  const count = points(String(amount));
  return gain.figure === null ? t("thêm {count} minh chứng", { count }) : t("thêm {count} vào “{figure}”", { count, figure: gain.figure });
}

function List({ campaign, unit }: { campaign: string; unit: string }) {
  const { data, problem, reload } = useFresh<Gains>(`/campaigns/${campaign}/units/${unit}/gains`, (cell) => cell.unit === unit);
  if (!data) {
    return problem ? <Trouble problem={problem} retry={reload} /> : <Waiting />;
  }
  if (data.gains.length === 0) {
    return <p>{t("Không còn tiêu chí nào có thể tăng điểm bằng cách nộp thêm.")}</p>;
  }
  return (
    <ol>
      {data.gains.map((gain) => (
        <li>
          <a href={at(`/don-vi/${unit}/tieu-chi/${gain.criterion}`)}>{gain.criterion} {gain.name}</a>{" "}
          <span class="quiet">({points(gain.points)} / {points(gain.of)})</span>
          <br />
          {nodes("{act}: tổng điểm tăng {points}", { act: more(gain, gain.most.amount), points: <b class="number">{points(gain.most.raise)}</b> })}
          {gain.most.band !== null && gain.most.band !== data.band && <>, {nodes("lên mức {band}", { band: <b>{gain.most.band}</b> })}</>}
          {gain.first.amount !== gain.most.amount && <span class="quiet"> · {t("{act} đã được {points}", { act: more(gain, gain.first.amount), points: points(gain.first.raise) })}</span>}
        </li>
      ))}
    </ol>
  );
}

export function GainsOf({ campaign, unit }: { campaign: string; unit: string }) {
  return <Panel name="nang-diem" title={t("Việc gì nâng điểm nhiều nhất?")}>{() => <List campaign={campaign} unit={unit} />}</Panel>;
}
