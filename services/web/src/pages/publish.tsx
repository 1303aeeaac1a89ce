// publish.tsx — the committee publishes: what will be fixed, the decision, and a typed confirmation.
import { useRef, useState } from "preact/hooks";
import { Problem, problemOf, Schemas, send } from "../api";
import { daysAfter, STATES, today, unitPoints } from "../format";
import { useFresh } from "../live";
import { Trouble, Waiting } from "../parts/common";
import { DateField } from "../parts/date-field";
import { FileField } from "../parts/file-field";
import { Failed, Head } from "../parts/head";
import { at, go } from "../place";
import { sendWhole } from "../uploads";
import { fixed, t } from "../words";

type Summary = Schemas["PublicationSummary"];
const WORD = t("CÔNG BỐ");

const APPEAL_DAYS = 7; // usually

function Facts({ data }: { data: Summary }) {
  return (
    <dl class="facts">
      <dt>{t("Đơn vị được ấn định kết quả")}</dt><dd>{data.units}</dd>
      <dt>{t("Chưa duyệt xong")}</dt>
      <dd>{data.missing.length === 0 ? t("không có") : <ul class="plain">{data.missing.map((unit) => <li><a href={at(`/don-vi/${unit.code}/danh-gia`)}>{unit.name}</a> · {STATES[unit.state] ?? ""}</li>)}</ul>}</dd>
      <dt>{t("Khiếu nại chưa trả lời")}</dt>
      <dd>{data.appeals.length === 0 ? t("không có") : <ul class="plain">{data.appeals.map((unit) => <li><a href={at(`/don-vi/${unit.code}/danh-gia`)}>{unit.name}</a></li>)}</ul>}</dd>
      <dt>{t("Điểm thẩm định khác tự chấm")}</dt><dd>{t("{count} tiêu chí", { count: data.differences.appraised })}</dd>
      <dt>{t("Điểm duyệt khác thẩm định")}</dt><dd>{t("{count} tiêu chí", { count: data.differences.approved })}</dd>
      <dt>{t("Minh chứng nộp sau khi chốt, không được tính")}</dt><dd>{data.held}</dd>
      <dt>{t("Xếp loại")}</dt><dd>{data.bands.map((band) => `${band.band ?? "–"}: ${band.units}`).join(" · ")}</dd>
    </dl>
  );
}

function Ranks({ data }: { data: Summary }) {
  const groups = [...new Set(data.board.map((unit) => unit.peer_group))];
  return (
    <>
      {groups.map((group) => (
        <section>
          <h2>{group}</h2>
          <table class="board scores">
            <thead><tr><th scope="col">{t("Hạng")}</th><th scope="col">{t("Đơn vị")}</th><th scope="col">{t("Được duyệt")}</th><th scope="col" class="band">{t("Xếp loại")}</th></tr></thead>
            <tbody>{data.board.filter((unit) => unit.peer_group === group).map((unit) => (
              <tr><td class="number rank">{unit.rank}</td><th scope="row">{unit.name}</th><td data-label={t("Được duyệt")} class="number">{unitPoints(unit.approved)}</td><td data-label={t("Xếp loại")} class="band">{unit.band ?? "–"}</td></tr>
            ))}</tbody>
          </table>
        </section>
      ))}
    </>
  );
}

function Decide({ campaign }: { campaign: string }) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const [file, setFile] = useState<File | null>(null);
  const sent = useRef(""); // the upload that was begun; another attempt goes on there
  const publish = async (event: Event) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const text = (name: string) => String(form.get(name) ?? "").trim();
    try {
      const upload = file ? await sendWhole(file, sent) : undefined;
      await send(`/campaigns/${campaign}/publish`, {
        ...(upload && { upload }),
        confirm: text("confirm") === WORD ? fixed("CÔNG BỐ") : text("confirm"), symbol: text("symbol"), dated: text("dated"), signer: text("signer"),
        appeal_until: text("appeal_until") || null,
      });
      go(at("/bang-diem"));
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  const wrong = (field: string) => (problem?.field === field ? true : undefined);
  const faultOf = (field: string) => (problem?.field === field ? problem.mend : null);
  return (
    <form class="decide" onSubmit={(event) => void publish(event)}>
      <h2>{t("Quyết định công bố")}</h2>
      {problem && <Trouble problem={problem} />}
      <label>{t("Số, ký hiệu quyết định")}<input name="symbol" required aria-invalid={wrong("symbol")} /></label>
      <DateField label={t("Ngày quyết định")} name="dated" required max={today()} value={today()} fault={faultOf("dated")} />
      <label>{t("Người ký")}<input name="signer" required aria-invalid={wrong("signer")} /></label>
      <FileField label={t("Bản đã ký của quyết định")} hint={t("PDF, hoặc ảnh JPEG, PNG; ai đọc được kết quả thì tải được")} accept="application/pdf,image/jpeg,image/png" change={(files) => { sent.current = ""; setFile(files[0] ?? null); }} />
      <DateField label={t("Nhận khiếu nại kết quả đến hết ngày (để trống: không nhận)")} name="appeal_until" min={today()} value={daysAfter(today(), APPEAL_DAYS)} fault={faultOf("appeal_until")} />
      <p>{t("Sau khi công bố, điểm, hạng và xếp loại không đổi nữa; mọi đơn vị đều đọc được.")}</p>
      <label>{t("Gõ {word} để xác nhận", { word: WORD })}<input name="confirm" required autocomplete="off" aria-invalid={wrong("confirm")} /></label>
      <button class="main">{t("Công bố kết quả")}</button>
    </form>
  );
}

export function PublishPage({ campaign }: { campaign: string }) {
  const { data, problem, reload } = useFresh<Summary>(`/campaigns/${campaign}/publication/summary`);
  if (!data) {
    return problem ? <Failed problem={problem} retry={reload} /> : <main><Waiting /></main>;
  }
  return (
    <main>
      <Head title={t("Công bố kết quả: {name}", { name: data.name })} back={[at("/"), t("Toàn tỉnh")]} />
      {data.state === "published" && <p class="notice">{t("Kết quả đã được công bố.")}</p>}
      <Facts data={data} />
      {data.state !== "published" && (data.missing.length > 0
        ? <p class="notice bad">{t("Còn đơn vị chưa được duyệt điểm.")} {t("Duyệt điểm của mọi đơn vị rồi công bố.")}</p>
        : <Decide campaign={campaign} />)}
      <Ranks data={data} />
    </main>
  );
}
