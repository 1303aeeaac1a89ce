// gains.tsx — what would raise a unit's score most, computed on request.
import type { Schemas } from "../api";
import { points } from "../format";
import { useFresh } from "../live";
import { Trouble, Waiting } from "./common";
import { Panel } from "./panel";
import { at } from "../place";

type Gain = Schemas["Gain"];
type Gains = Schemas["Gains"];

function more(gain: Gain, amount: number): string {
  const count = points(String(amount));
  return gain.figure === null ? `thêm ${count} minh chứng` : `thêm ${count} vào “${gain.figure}”`;
}

function List({ campaign, unit }: { campaign: string; unit: string }) {
  const { data, problem, reload } = useFresh<Gains>(`/campaigns/${campaign}/units/${unit}/gains`, (cell) => cell.unit === unit);
  if (!data) {
    return problem ? <Trouble problem={problem} retry={reload} /> : <Waiting />;
  }
  if (data.gains.length === 0) {
    return <p>Không còn tiêu chí nào có thể tăng điểm bằng cách nộp thêm.</p>;
  }
  return (
    <ol>
      {data.gains.map((gain) => (
        <li>
          <a href={at(`/don-vi/${unit}/tieu-chi/${gain.criterion}`)}>{gain.criterion} {gain.name}</a>{" "}
          <span class="quiet">({points(gain.points)} / {points(gain.of)})</span>
          <br />
          {more(gain, gain.most.amount)}: tổng điểm tăng <b class="number">{points(gain.most.raise)}</b>
          {gain.most.band !== null && gain.most.band !== data.band && <>, lên mức <b>{gain.most.band}</b></>}
          {gain.first.amount !== gain.most.amount && <span class="quiet"> · {more(gain, gain.first.amount)} đã được {points(gain.first.raise)}</span>}
        </li>
      ))}
    </ol>
  );
}

export function GainsOf({ campaign, unit }: { campaign: string; unit: string }) {
  return <Panel name="nang-diem" title="Việc gì nâng điểm nhiều nhất?">{() => <List campaign={campaign} unit={unit} />}</Panel>;
}
