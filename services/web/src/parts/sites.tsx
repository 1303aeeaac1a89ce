// sites.tsx — the web sites on which a unit's pages may stand; editors register them, a line each.
import { useState } from "preact/hooks";
import { Problem, problemOf, Schemas, send } from "../api";
import { moment } from "../format";
import { useFresh } from "../live";
import { t } from "../words";
import { Trouble, Waiting } from "./common";
import { Panel } from "./panel";

type Sites = Schemas["UnitSites"];

function Form({ of, done }: { of: Sites; done: () => void }) {
  const [lines, setLines] = useState(of.sites.join("\n"));
  const [told, setTold] = useState<Problem | "saved" | null>(null);
  const save = async (event: Event) => {
    event.preventDefault();
    try {
      await send(`/units/${of.unit}/sites`, { sites: lines.split("\n").map((line) => line.trim()).filter((line) => line !== "") }, "PUT");
      setTold("saved");
      done();
    } catch (problem) {
      setTold(problemOf(problem));
    }
  };
  return (
    <form onSubmit={(event) => void save(event)}>
      <label>{t("Các trang của {name}, mỗi dòng một địa chỉ", { name: of.name })}
        <textarea rows={3} value={lines} placeholder="tinhdoan.vn/tieu-can" onInput={(event) => { setLines((event.target as HTMLTextAreaElement).value); setTold(null); }} />
      </label>
      <button type="submit">{t("Đăng ký")}</button>
      {told === "saved" ? <span role="status"> {t("Đã lưu; minh chứng có liên kết được kiểm tra lại.")}</span> : told && <Trouble problem={told} />}
    </form>
  );
}

function Opened({ unit }: { unit: string }) {
  const { data, problem, reload } = useFresh<Sites>(`/units/${unit}/sites`, () => false);
  if (!data) {
    return problem ? <Trouble problem={problem} retry={reload} /> : <Waiting />;
  }
  const above = data.allowed.filter((site) => !data.sites.includes(site));
  return (
    <>
      {data.sites.length === 0
        ? <p>{t("Chưa đăng ký trang nào: hệ thống không xét bài đăng ở trang nào.")}</p>
        : <ul>{data.sites.map((site) => <li><a href={`https://${site}`} target="_blank" rel="noopener noreferrer">{site}</a></li>)}</ul>}
      {above.length > 0 && <p>{t("Cũng được dẫn bài trên trang của cấp trên: {above}.", { above: above.join(", ") })}</p>}
      {data.by && data.at && <p class="quiet">{t("{by} đăng ký lúc {at}.", { by: data.by, at: moment(data.at) })}</p>}
      {data.may_set ? <Form of={data} done={reload} /> : <p class="quiet">{t("Cần thêm trang: đề nghị biên tập của tỉnh đăng ký.")}</p>}
    </>
  );
}

export function SitesOf({ unit, title }: { unit: string; title: string }) {
  return <Panel name={`trang-${unit}`} title={title}>{() => <Opened unit={unit} />}</Panel>;
}
