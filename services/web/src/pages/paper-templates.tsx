// paper-templates.tsx — the templates of a kind of paper: an office downloads one, changes it in Word, sends
// it back, sees what is wrong with it and what it makes of real data, and puts it in use.
import { useEffect, useState } from "preact/hooks";
import { ask, Problem, problemOf, Schemas } from "../api";
import { moment } from "../format";
import { useFresh } from "../live";
import { Badge } from "../parts/badge";
import { Trouble, Waiting } from "../parts/common";
import { Column, DataTable } from "../parts/data-table";
import { FileField } from "../parts/file-field";
import { Failed, Head } from "../parts/head";
import { sendFile } from "../parts/list-import";
import { Panel } from "../parts/panel";
import { PaperFaults } from "../parts/paper-faults";
import { AGAIN_MS, PAPER_KINDS } from "../parts/paper-words";
import { at } from "../place";
import { t } from "../words";

type Templates = Schemas["PaperTemplates"];
type Version = Templates["versions"][number];
type Name = Templates["names"][number];

const TYPES: Record<Name["type"], string> = {
  text: t("chữ"), date: t("ngày"), time: t("ngày giờ"), number: t("số"), points: t("điểm"), flag: t("có, không"), list: t("danh sách"),
  picture: t("ảnh"),
};
const COLUMNS: Column<Name>[] = [
  { key: "ten", name: t("Tên"), head: true, sort: (name) => name.name, cell: (name) => <code>{`{{${name.type === "list" ? "#" : ""}${name.name.split(".").pop()}}}`}</code> },
  { key: "trong", name: t("Trong danh sách"), cell: (name) => name.name.split(".").slice(0, -1).join(" → ") || "–" },
  { key: "loai", name: t("Loại"), cell: (name) => TYPES[name.type] },
  { key: "nghia", name: t("Nghĩa"), cell: (name) => name.what },
];

function VersionLine({ path, version, use }: { path: string; version: Version; use: () => void }) {
  const file = `/api/v1${path}/${version.version}/file`;
  return (
    <li class="card">
      <div>
        <b>{t("Bản {version}", { version: version.version })}</b> {version.name} <span class="quiet">{version.by ? `${version.by}, ${moment(version.at)}` : t("mẫu của phần mềm")}</span>{" "}
        {version.state === "owed" && <Badge tone="new">{t("Đang kiểm tra")}</Badge>}
        {version.state === "faulty" && <Badge tone="bad">{t("Có lỗi")}</Badge>}
        {version.is_used && <Badge tone="ok">{t("Đang dùng")}</Badge>}
        {version.faults.length > 0 && <PaperFaults faults={version.faults} />}
      </div>
      <a class="button" download href={`${file}?part=file`}>{t("Tải mẫu")}</a>
      {version.has_preview && <a class="button" download href={`${file}?part=preview`}>{t("Xem thử")}</a>}
      {version.state === "good" && !version.is_used && <button type="button" class="main" onClick={use}>{t("Dùng bản này")}</button>}
    </li>
  );
}

export function PaperTemplatesPage({ campaign, code, kind }: { campaign: string; code: string; kind: string }) {
  const path = `/campaigns/${campaign}/rounds/${code}/templates/${kind}`;
  const { data, problem, reload } = useFresh<Templates>(path, () => false);
  const [refused, setRefused] = useState<Problem | null>(null);
  const isWorking = data?.versions.some((version) => version.state === "owed") ?? false;
  useEffect(() => {
    const timer = isWorking ? setInterval(reload, AGAIN_MS) : undefined;
    return () => clearInterval(timer);
  }, [isWorking, path]);
  if (!data) {
    return problem ? <Failed problem={problem} retry={reload} /> : <main><Waiting /></main>;
  }
  const act = (done: Promise<unknown>) => void done.then(() => { setRefused(null); reload(); }, (error) => setRefused(problemOf(error)));
  const add = ([file]: File[]) => file && act(sendFile(`${path}?name=${encodeURIComponent(file.name)}`, file));
  return (
    <main class="papers">
      <Head title={t("Mẫu: {paper}", { paper: PAPER_KINDS[data.kind] })} back={[at(`/kiem-tra/${code}/van-ban`), t("Văn bản của cuộc kiểm tra")]} />
      <p>{t("Tải mẫu về, sửa trong Word, rồi gửi lên: hệ thống kiểm tra từng tên và làm thử với dữ liệu của cuộc kiểm tra này.")}</p>
      {refused && <Trouble problem={refused} />}
      <FileField label={t("Gửi mẫu Word")} accept=".docx" change={add} />
      <ul class="plain rows">
        {data.versions.map((version) => <VersionLine key={version.version} path={path} version={version} use={() => act(ask(`${path}/${version.version}/use`, { method: "POST" }))} />)}
      </ul>
      <div class="panels">
        <Panel name="ten" title={t("Tên dùng được trong mẫu ({count})", { count: data.names.length })}>
          {() => <DataTable name="paper-names" caption={t("Tên dùng được trong mẫu")} columns={COLUMNS} rows={data.names} keyOf={(name) => name.name} />}
        </Panel>
        <Panel name="cach-ghi" title={t("Cách ghi")}>
          {() => (
            <ul>
              <li>{t("Sau tên thêm dấu | và cách ghi. Ngày: ngày, ngày dài, ngày tháng, năm. Giờ: giờ, giờ dài, ngày giờ. Số: số, hai số, điểm. Chữ: hoa, trong câu.")}</li>
              <li><code>{t("{{anh|ảnh}}, {{anh|ảnh 8 cm}}")}</code> {t("ảnh rộng hết cột hay hết ô, hoặc rộng đúng số xăng-ti-mét đã ghi; bản xem thử dùng ảnh mẫu")}</li>
              <li><code>{"{{#lich}} … {{/lich}}"}</code> {t("lặp lại dòng của bảng, đoạn hoặc chữ ở giữa; tên stt là số thứ tự")}</li>
              <li><code>{"{{?so_ky_hieu}} … {{/so_ky_hieu}}"}</code> {t("chỉ ghi khi có; dấu ^ thay dấu ?: chỉ ghi khi không có")}</li>
            </ul>
          )}
        </Panel>
      </div>
    </main>
  );
}
