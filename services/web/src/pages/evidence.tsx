// evidence.tsx — one evidence item: its verdict, what is wrong, where, and how to fix it.
import { Account, Evidence, Finding, mayFile } from "../api";
import { day, KINDS, moment, points, SEVERITIES, size, shownName } from "../format";
import { useFresh } from "../live";
import { Answers } from "../parts/answers";
import { Verdict, Waiting, Where } from "../parts/common";
import { FoundAt } from "../parts/found";
import { Failed, Head } from "../parts/head";
import { PageOf } from "../parts/page";
import { pieceFile, Thumbnail } from "../parts/page-view";
import { Claimed, Held } from "../parts/held";
import { Quality } from "../parts/quality";
import { Withdraw, Withdrawn } from "../parts/withdraw";
import { at } from "../place";
import { t } from "../words";

// A near copy: its text beside that of the other evidence item.
function Passages({ finding }: { finding: Finding }) {
  return !finding.passages || finding.passages.length === 0 ? null : (
    <details class="passages">
      <summary>{t("So đoạn giống nhau ({count})", { count: finding.passages.length })}</summary>
      <div class="pairs">
        <b class="quiet">{t("Minh chứng này")}</b><b class="quiet">{t("Minh chứng đã nộp trước")}</b>
        {finding.passages.map((passage) => <>
          <p><span class="quiet">{t("Dòng {line}:", { line: passage.line })} </span>{passage.words}</p>
          <p><span class="quiet other">{t("Đã nộp trước:")} </span>{passage.other}</p>
        </>)}
      </div>
    </details>
  );
}

function Findings({ of, account, done }: { of: Evidence; account: Account; done: () => void }) {
  const { findings } = of;
  const order = ["fatal", "error", "warning", "hint"];
  return (
    <>
      {order.filter((severity) => findings.some((finding) => finding.severity === severity)).map((severity) => (
        <section class={`findings ${severity}`}>
          <h2>{SEVERITIES[severity]} ({findings.filter((finding) => finding.severity === severity).length})</h2>
          <ul class="items">
            {findings.filter((finding) => finding.severity === severity).map((finding) => (
              <li>
                <strong>{finding.key ? <a href={at(`/minh-chung/${of.id}/loi/${finding.key}`)}>{finding.message}</a> : finding.message}</strong>{finding.accepted && <span class="count valid"> {t("đã chấp nhận, không tính")}</span>}
                {finding.came_back && <span class="count mend"> {t("từng sửa, nay lại có")}</span>}
                <Where place={finding.place} />
                <Passages finding={finding} />
                <p>{t("Cách sửa: {how}", { how: finding.mend })} <a href={at(`/quy-tac?ma=${finding.code}`)} aria-label={t("Quy tắc {code}", { code: finding.code })}>{t("Quy tắc này")}</a></p>
                <Answers evidence={of.id} finding={finding} account={account} done={done} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

function Files({ of }: { of: Evidence }) {
  return (
    <ul class="file-list">
      {of.files.map((file, index) => (
        <li>
          <Thumbnail path={pieceFile(of.id, index + 1)} name={shownName(file.name)} />
          <span class="grow">
            <a href={at(`/minh-chung/${of.id}/tep/${index + 1}`)}>{shownName(file.name)}</a>
            <span class="quiet">{size(file.size)} · <a href={`/api/v1/evidence/${of.id}/files/${index + 1}`} download={shownName(file.name)}>{t("Tải về")}</a></span>
            {of.cites.filter((cite) => cite.file === index + 1).map((cite) => (
              <a href={at(`/minh-chung/${of.id}/tep/${index + 1}?trang=${cite.page ?? 1}`)}>{t("Chỗ dẫn:")} {cite.page && t("trang {page}", { page: cite.page })} {cite.section}</a>
            ))}
          </span>
        </li>
      ))}
    </ul>
  );
}

// What earlier revisions had and this one lacks.
function Mended({ of }: { of: Evidence["mended"] }) {
  return of.length === 0 ? null : (
    <details>
      <summary>{t("Đã sửa ({count})", { count: of.length })}</summary>
      <ul class="items">
        {of.map((finding) => <li><span class="count valid">{t("✓ ở lần {revision}, {at}", { revision: finding.mended_in, at: moment(finding.mended_at) })}</span> {finding.message}<Where place={finding.place} /></li>)}
      </ul>
    </details>
  );
}

export function EvidencePage({ id, account }: { id: string; account: Account }) {
  const { data, problem, reload } = useFresh<Evidence>(`/evidence/${id}`, (cell) => !cell.evidence || cell.evidence === id);
  if (problem) {
    return <Failed problem={problem} retry={reload} />;
  }
  if (!data) {
    return <main><Waiting /></main>;
  }
  const isOwn = mayFile(account) && (!account.unit || account.unit === data.unit);
  return (
    <main>
      <Head title={data.title} sub={data.code ?? undefined} back={[at(`/don-vi/${data.unit}`), data.unit_name]}>
        {isOwn && data.is_unit_open && !data.withdrawn && <Withdraw of={data} done={reload} />}
        {isOwn && !data.withdrawn && <a class="button main" href={at(`/minh-chung/${data.id}/sua`)}>{t("Sửa và nộp lại")}</a>}
      </Head>
      <Withdrawn of={data} may={isOwn} done={reload} />
      <Held of={data} />
      <p aria-live="polite"><Verdict verdict={data.verdict} /> {data.verdict === "valid" && data.findings.length === 0 && t("Không có lỗi nào.")}</p>
      <dl>
        <dt>{t("Đơn vị")}</dt><dd><a href={at(`/don-vi/${data.unit}`)}>{data.unit_name}</a></dd>
        <dt>{t("Tiêu chí")}</dt>
        <dd>{data.scores.map((score) => <div><a href={at(`/don-vi/${data.unit}/tieu-chi/${score.criterion}`)}>{score.criterion} {score.name}</a>: {t("{points} điểm", { points: points(score.value) })}</div>)}</dd>
        <dt>{t("Loại")}</dt><dd>{KINDS[data.kind]}</dd>
        <dt>{t("Ngày diễn ra")}</dt><dd>{day(data.occurred_on)}</dd>
        <dt>{t("Nộp lúc")}</dt><dd>{t("{received_at} (lần {revision})", { received_at: moment(data.received_at), revision: data.revision })} <a href={at(`/minh-chung/${data.id}/lich-su`)}>{t("Lịch sử")}</a>{isOwn && <>{" "}<a href={at(`/nop?tu=${data.id}`)}>{t("Nộp một minh chứng tương tự")}</a></>}</dd>
        {data.received_on && <><dt>{t("Ngày nộp được khai")}</dt><dd><Claimed of={data} by={data.filed_by} /></dd></>}
        {data.document_symbol && <><dt>{t("Số, ký hiệu")}</dt><dd>{data.document_symbol}</dd></>}
        {data.link && <><dt>{t("Liên kết")}</dt><dd><a href={data.link} target="_blank" rel="noopener noreferrer">{data.link}</a>{data.page && <PageOf id={data.id} page={data.page} />}</dd></>}
        {data.figures.length > 0 && <><dt>{t("Số liệu")}</dt><dd>{data.figures.map((figure) => <span class="score">{figure.name}: {points(figure.value)} </span>)}</dd></>}
        {data.files.length > 0 && <><dt>{t("Tệp")}</dt><dd><Files of={data} /></dd></>}
      </dl>
      <Findings of={data} account={account} done={reload} />
      <FoundAt campaign={data.campaign} unit={data.unit} more={`?evidence=${id}`} />
      <Mended of={data.mended} />
      {data.quality && <Quality of={data.quality} />}
      {data.text && <details><summary>{t("Nội dung đã nộp")}</summary><pre>{data.text}</pre></details>}
    </main>
  );
}
