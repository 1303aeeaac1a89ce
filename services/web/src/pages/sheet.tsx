// sheet.tsx — a spreadsheet of evidence is chosen here, and past imports are listed.
import { useState } from "preact/hooks";
import { Problem, problemOf, Schemas, upload } from "../api";
import { moment } from "../format";
import { useFresh } from "../live";
import { Trouble, Waiting } from "../parts/common";
import { FileField } from "../parts/file-field";
import { Head } from "../parts/head";
import { KINDS, stateOf } from "../parts/import-words";
import { SelectSearch } from "../parts/select-search";
import { at, go } from "../place";
import { t } from "../words";

// The campaign's workbook: of all criteria, or of one whose figures have columns of their own.
function Template({ campaign }: { campaign: string }) {
  const { data } = useFresh<Schemas["Campaign"]>(`/campaigns/${campaign}`, () => false);
  const [code, setCode] = useState("");
  const criteria = (data?.criteria ?? []).filter((row) => row.figures.length > 0);
  return (
    <section class="card">
      <h2>{t("1. Tải bảng mẫu và điền")}</h2>
      <p class="quiet">{t("Mã đơn vị, mã tiêu chí và loại chọn từ danh sách; trang Hướng dẫn có ví dụ.")}</p>
      <SelectSearch label={t("Tiêu chí")} empty={t("Mọi tiêu chí")} value={code} change={setCode}
        options={criteria.map((row) => ({ value: row.code, name: `${row.code} ${row.name}` }))} />
      <p><a class="button" download href={`/api/v1/campaigns/${encodeURIComponent(campaign)}/template.xlsx${code && `?criterion=${encodeURIComponent(code)}`}`}>{t("Tải bảng mẫu")}</a></p>
    </section>
  );
}

function Upload({ campaign }: { campaign: string }) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const [share, setShare] = useState<number | null>(null);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    form.append("campaign", campaign);
    setProblem(null);
    setShare(0);
    try {
      const key = crypto.getRandomValues(new Uint32Array(4)).join("-");
      const answer = await upload<{ id: string }>("/imports?preview=true", form, key, setShare);
      go(at(`/nop-bang/${answer.id}`));
    } catch (error) {
      setProblem(problemOf(error));
    }
    setShare(null);
  };
  return (
    <form class="card" onSubmit={submit}>
      <h2>{t("2. Tải tệp lên để xem trước")}</h2>
      <p class="quiet">{t("Chưa dòng nào được nộp cho đến khi bạn xem trước và bấm nộp.")}</p>
      <FileField label={t("Bảng tính")} name="file" required accept=".xlsx,.csv" />
      {problem && <Trouble problem={problem} />}
      {share !== null && <progress max={1} value={share} aria-label={t("Đang gửi")} />}
      <button class="main" disabled={share !== null}>{t("Xem trước")}</button>
    </form>
  );
}

function Past({ campaign }: { campaign: string }) {
  const { data, problem, reload } = useFresh<Schemas["ImportPage"]>(`/imports?campaign=${campaign}`);
  if (!data) {
    return problem ? <Trouble problem={problem} retry={reload} /> : <Waiting />;
  }
  return (
    <section>
      <h2>{t("Các lần nhập")}</h2>
      {data.items.length === 0 && <p class="quiet">{t("Chưa có lần nhập nào. Mỗi lần nhập sẽ hiện ở đây với số dòng đã đọc, đã nộp và có lỗi.")}</p>}
      {data.items.length > 0 && (
        <table>
          <thead><tr><th scope="col">{t("Tệp")}</th><th scope="col">{t("Lúc")}</th><th scope="col">{t("Kết quả")}</th><th scope="col">{t("Số dòng")}</th></tr></thead>
          <tbody>
            {data.items.map((item) => (
              <tr>
                <td><a href={at(`/nop-bang/${item.id}`)}>{item.file || KINDS[item.kind]}</a>{item.kind !== "evidence" && <small> {KINDS[item.kind]}</small>}</td>
                <td data-label={t("Lúc")}>{moment(item.created_at)}</td>
                <td data-label={t("Kết quả")}><span class={`badge ${stateOf(item).tone}`}>{stateOf(item).name}</span></td>
                <td data-label={t("Số dòng")}>
                  {t("Đọc {read}: {accepted} nhận, {repeated} đã có, {rejected} lỗi, {hidden} ẩn, {empty} trống", {
                    read: item.read, accepted: item.accepted, repeated: item.repeated, rejected: item.rejected, hidden: item.hidden, empty: item.empty,
                  })}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

export function SheetPage({ campaign }: { campaign: string }) {
  return (
    <main>
      <Head title={t("Nộp bằng bảng tính")} sub={t("Nộp lại cùng một dòng không làm trùng. Mỗi lần nhập hoàn tác được trong 30 phút.")} />
      <div class="import-start"><Template campaign={campaign} /><Upload campaign={campaign} /></div>
      <Past campaign={campaign} />
    </main>
  );
}
