// public-unit.tsx — another unit as everybody may see it: its published result, or that there is none
// yet.
import type { Schemas } from "../api";
import { points } from "../format";
import { useFresh } from "../live";
import { at } from "../place";
import { t } from "../words";
import { Waiting } from "./common";
import { Failed, Head } from "./head";

type Board = Schemas["Scoreboard"];

export function PublicUnit({ campaign, code }: { campaign: string; code: string }) {
  const { data, problem, reload } = useFresh<Board>(`/campaigns/${campaign}/scoreboard`);
  if (!data) {
    return problem ? <Failed problem={problem} retry={reload} /> : <main><Waiting /></main>;
  }
  const unit = data.units.find((one) => one.code === code);
  if (!unit || data.state !== "published") {
    return <Failed problem={{ status: 404, code: "not_found", field: null, detail: t("Chưa được xem đơn vị này."), mend: t("Điểm của đơn vị khác chỉ xem được sau khi công bố.") }} />;
  }
  return (
    <main>
      <Head title={unit.name} sub={t("{group} · kết quả đã công bố", { group: unit.peer_group })} back={[at("/bang-diem"), t("Bảng điểm")]} />
      <dl class="facts">
        <dt>{t("Hạng")}</dt><dd>{unit.rank ?? "–"}</dd>
        <dt>{t("Xếp loại")}</dt><dd>{unit.band ?? "–"}</dd>
        <dt>{t("Hệ thống")}</dt><dd>{points(unit.computed)}</dd>
        <dt>{t("Tự chấm")}</dt><dd>{points(unit.self)}</dd>
        <dt>{t("Thẩm định")}</dt><dd>{points(unit.appraised)}</dd>
        <dt>{t("Được duyệt")}</dt><dd>{points(unit.approved)}</dd>
      </dl>
      <p class="quiet">{t("Minh chứng và cách tính của đơn vị khác không hiện ở đây.")}</p>
    </main>
  );
}
