// figures.tsx — a unit's figures over time, each beside its earlier ones and its peers' median.
import type { Problem, Schemas } from "../api";
import { day, points } from "../format";
import { useFresh } from "../live";
import { t } from "../words";
import { Trouble, Waiting } from "./common";
import { Panel } from "./panel";
import { at } from "../place";

type Spread = Schemas["Spread"];
type Figure = Schemas["UnitFigure"];
type Figures = Schemas["UnitFigures"];

const SAYS = { too_few: t("quá ít số liệu để đánh giá"), usual: t("bình thường"), high: t("lớn hơn hẳn"), low: t("nhỏ hơn hẳn") };

function Against({ spread }: { spread: Spread }) {
  const isApart = spread.verdict === "high" || spread.verdict === "low";
  return (
    <>
      {spread.median !== null && <span class="number">{points(spread.median)} </span>}
      <span class={isApart ? "count mend" : "quiet"}>{SAYS[spread.verdict]}</span>
    </>
  );
}

function Row({ figure }: { figure: Figure }) {
  const [last, ...earlier] = figure.values;
  return (
    <tr>
      <th scope="row">{figure.name} <span class="quiet">({figure.criteria.join(", ")})</span></th>
      <td data-label={t("Lần cuối")}>{last && <><a class="number" href={at(`/minh-chung/${last.evidence}`)}>{points(last.amount)}</a> <span class="quiet">{day(last.on)}</span></>}</td>
      <td data-label={t("Các lần trước")}>{earlier.length > 0 ? earlier.slice(0, 4).map((value) => points(value.amount)).join("; ") : "–"}</td>
      <td data-label={t("So với các lần trước")}><Against spread={figure.before} /></td>
      <td data-label={t("So với cùng cụm, khối")}><Against spread={figure.peers} /></td>
    </tr>
  );
}

function Table({ data, problem, reload }: { data: Figures | null | undefined; problem: Problem | null | undefined; reload: () => void }) {
  if (!data) {
    return problem ? <Trouble problem={problem} retry={reload} /> : <Waiting />;
  }
  if (data.figures.length === 0) {
    return <p>{t("Đơn vị chưa nộp số liệu nào trong đợt này.")}</p>;
  }
  return (
    <>
      {data.members !== null && <p>{t("Số đoàn viên trên phần mềm:")} <b class="number">{points(data.members)}</b></p>}
      <table class="criteria figures">
        <thead><tr><th scope="col">{t("Số liệu")}</th><th scope="col">{t("Lần cuối")}</th><th scope="col">{t("Các lần trước")}</th><th scope="col">{t("So với các lần trước")}</th><th scope="col">{t("So với cùng cụm, khối")}</th></tr></thead>
        <tbody>{data.figures.map((figure) => <Row key={`${figure.name} ${figure.shape} ${figure.criteria.join()}`} figure={figure} />)}</tbody>
      </table>
    </>
  );
}

function Opened({ campaign, unit }: { campaign: string; unit: string }) {
  const { data, problem, reload } = useFresh<Figures>(`/campaigns/${campaign}/units/${unit}/figures`, (cell) => cell.unit === unit);
  return <Table data={data} problem={problem} reload={reload} />;
}

export function FiguresOf({ campaign, unit }: { campaign: string; unit: string }) {
  return <Panel name="so-lieu" title={t("Số liệu theo thời gian")}>{() => <Opened campaign={campaign} unit={unit} />}</Panel>;
}
