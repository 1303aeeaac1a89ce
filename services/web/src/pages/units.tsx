// units.tsx — an administrator's units: the tree as a list, lists that come in, acts that change it.
import { useState } from "preact/hooks";
import type { Schemas } from "../api";
import { day } from "../format";
import { useFresh } from "../live";
import { Dialog, Trouble, Waiting } from "../parts/common";
import { DateField } from "../parts/date-field";
import { Failed, Head } from "../parts/head";
import { ListImport } from "../parts/list-import";
import { Panel } from "../parts/panel";
import { actTemplate, cadresTemplate, unitsTemplate } from "../parts/templates";
import { filterBy, useAddress } from "../place";
import { t } from "../words";

type Unit = Schemas["TreeUnit"];
const KINDS: Record<string, string> = { province: t("Tỉnh"), district: t("Huyện"), affiliated: t("Trực thuộc"), commune: t("Xã"), branch: t("Chi đoàn") };
const SHOWN = 200;

function History({ unit, close }: { unit: Unit; close: () => void }) {
  const { data, problem } = useFresh<Schemas["UnitHistory"]>(`/units/${encodeURIComponent(unit.code)}/history`, () => false);
  return (
    <Dialog title={unit.name} close={close}>
      {problem ? <Trouble problem={problem} /> : !data ? <Waiting /> : (
        <ul>{data.periods.map((one) => <li>{day(one.from)}{one.to ? ` – ${day(one.to)}` : ""}: {one.name}</li>)}</ul>
      )}
    </Dialog>
  );
}

function Act({ done }: { done: () => void }) {
  const [problem, setProblem] = useState("");
  const path = () => {
    const form = document.querySelector<HTMLFormElement>("form.act");
    const query = new URLSearchParams([...new FormData(form ?? undefined)].map(([name, value]) => [name, String(value)]));
    const isFilled = form?.reportValidity() ?? false;
    setProblem(isFilled ? "" : t("Ghi số, ký hiệu và hai ngày của văn bản trước, rồi chọn tệp."));
    return isFilled ? `/units/acts?${query}` : null;
  };
  return (
    <>
      <form class="act filters" onSubmit={(event) => event.preventDefault()}>
        <label>{t("Số, ký hiệu văn bản")}<input name="symbol" required maxLength={200} /></label>
        <DateField label={t("Ngày ký")} name="dated" required />
        <DateField label={t("Ngày có hiệu lực")} name="effective" required />
      </form>
      {problem && <p class="notice bad" role="alert">{problem}</p>}
      <p class="quiet">{t("Sáp nhập: nhiều mã cũ, một mã mới. Chia tách: một mã cũ, nhiều mã mới. Đổi tên: mã cũ và mã mới như nhau. Giải thể: bỏ trống mã mới.")}</p>
      <ListImport path={path} template={actTemplate()} done={done} />
    </>
  );
}

export function UnitsPage() {
  const { data, problem, reload } = useFresh<Schemas["Tree"]>("/units?limit=5000", () => false);
  const { query } = useAddress();
  const [opened, open] = useState<Unit | null>(null);
  if (!data) {
    return problem ? <Failed problem={problem} retry={reload} /> : <main><Waiting /></main>;
  }
  const q = (query.get("q") ?? "").toLowerCase();
  const found = data.units.filter((unit) => `${unit.code} ${unit.name}`.toLowerCase().includes(q));
  const names = new Map(data.units.map((unit) => [unit.code, unit.name]));
  return (
    <main>
      <Head title={t("Đơn vị")} sub={t("{count} đơn vị đang hoạt động", { count: data.units.length })} />
      <div class="panels">
        <Panel name="danh-sach" title={t("Nộp danh sách đơn vị")}>{() => <ListImport path={() => "/units"} template={unitsTemplate()} done={reload} />}</Panel>
        <Panel name="van-ban" title={t("Ghi văn bản sáp nhập, chia tách, đổi tên, giải thể")}>{() => <Act done={reload} />}</Panel>
        <Panel name="can-bo" title={t("Nộp danh sách cán bộ")}>{() => <ListImport path={() => "/cadres"} template={cadresTemplate()} done={() => undefined} />}</Panel>
      </div>
      <label>{t("Tìm đơn vị")}<input type="search" defaultValue={q} onInput={(event) => filterBy({ q: event.currentTarget.value })} /></label>
      <table>
        <thead><tr>{[t("Mã"), t("Tên"), t("Loại"), t("Cấp trên"), ""].map((name) => <th scope="col">{name}</th>)}</tr></thead>
        <tbody>
          {found.slice(0, SHOWN).map((unit) => (
            <tr>
              <th scope="row">{unit.code}</th>
              <td data-label={t("Tên")}>{unit.name}</td>
              <td data-label={t("Loại")}>{KINDS[unit.kind] ?? unit.kind}</td>
              <td data-label={t("Cấp trên")}>{unit.parent ? names.get(unit.parent) ?? unit.parent : "–"}</td>
              <td><button type="button" aria-label={t("Lịch sử của {name}", { name: unit.name })} onClick={() => open(unit)}>{t("Lịch sử")}</button></td>
            </tr>
          ))}
        </tbody>
      </table>
      {found.length > SHOWN && <p class="quiet">{t("Còn {count} đơn vị nữa: tìm theo mã hoặc tên.", { count: found.length - SHOWN })}</p>}
      {opened && <History key={opened.code} unit={opened} close={() => open(null)} />}
    </main>
  );
}
