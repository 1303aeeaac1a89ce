// viewer.tsx — a file of an evidence item or a self-inspection report, page by page, without a program for it on the
// phone.
import { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { Evidence, Schemas } from "../api";
import { shownName } from "../format";
import { useFresh } from "../live";
import { Trouble, Waiting } from "../parts/common";
import { FileRemarks } from "../parts/file-remarks";
import { Failed, Head } from "../parts/head";
import { drawn, isDrawn, isPicture, PageView, pieceFile, reportFile } from "../parts/page-view";
import { Preparation, preparationOf } from "../parts/preparation";
import { pathOf, Place } from "../parts/visit";
import { at, filterBy, useAddress } from "../place";
import { t } from "../words";

function Text({ path }: { path: string }) {
  const { data, problem, reload } = useFresh<Schemas["FileText"]>(`${path}/text`, () => false);
  if (!data) {
    return problem ? <Trouble problem={problem} retry={reload} /> : <Waiting />;
  }
  return data.text
    ? <>{data.is_ocr && <p class="quiet">{t("Chữ do máy nhận dạng, có thể sai.")}</p>}<pre class="paper text">{data.text}</pre></>
    : <p>{t("Tệp này không có phần chữ nào đọc được.")}</p>;
}

function Pages({ path, name }: { path: string; name: string }) {
  const page = Math.max(1, Number(useAddress().query.get("trang")) || 1);
  const words = useFresh<Schemas["PageWords"]>(isPicture(name) ? null : `${path}/pages/${page}/words`, () => false);
  const last = words.data?.pages ?? page;
  const turn = (to: number) => to >= 1 && to <= last && filterBy({ trang: String(to) });
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!(event.target as Element).closest("input, textarea, select, dialog")) {
        if (event.key === "j" || event.key === "ArrowRight") { turn(page + 1); }
        if (event.key === "k" || event.key === "ArrowLeft") { turn(page - 1); }
      }
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  });
  return (
    <>
      {last > 1 && (
        <div class="turn">
          <button type="button" disabled={page <= 1} onClick={() => turn(page - 1)}>{t("Trang trước")}</button>
          <span role="status">{t("Trang {page}/{last}", { page, last })}</span>
          <button type="button" disabled={page >= last} onClick={() => turn(page + 1)}>{t("Trang sau")}</button>
        </div>
      )}
      {words.problem ? <Trouble problem={words.problem} /> : <PageView key={page} path={path} name={name} page={page} />}
      {page < last && <link rel="prefetch" href={drawn(path, page + 1, 800)} />}
    </>
  );
}

function FileView({ path, name, back, children }: { path: string; name: string; back: [string, string]; children?: ComponentChildren }) {
  const asText = useAddress().query.get("dang") === "chu";
  return (
    <main>
      <Head title={name} back={back}>
        {isDrawn(name) && <button type="button" onClick={() => filterBy({ dang: asText ? "" : "chu" })}>{asText ? t("Xem trang") : t("Xem phần chữ")}</button>}
        <a class="button" href={`/api/v1${path}`} download={name}>{t("Tải tệp về")}</a>
      </Head>
      {children}
      {asText || !isDrawn(name) ? <Text path={path} /> : <Pages path={path} name={name} />}
    </main>
  );
}

// A link to a file that is not there: of another revision, or written by hand.
function NoFile({ back }: { back: [string, string] }) {
  return <main><Head title={t("Không có trang này")} back={back} /></main>;
}

export function ViewerPage({ id, file }: { id: string; file: number }) {
  const { data, problem, reload } = useFresh<Evidence>(`/evidence/${id}`, () => false);
  if (!data) {
    return problem ? <Failed problem={problem} retry={reload} /> : <main><Waiting /></main>;
  }
  const back: [string, string] = [at(`/minh-chung/${id}`), data.title];
  const of = data.files[file - 1];
  if (!of) {
    return <NoFile back={back} />;
  }
  const cites = data.cites.filter((cite) => cite.file === file);
  return (
    <FileView path={pieceFile(id, file)} name={shownName(of.name)} back={back}>
      {cites.map((cite) => (
        <p>{t("Chỗ dẫn:")} {cite.page && <button type="button" class="link" onClick={() => filterBy({ trang: String(cite.page) })}>{t("trang {page}", { page: cite.page })}</button>} {cite.section}</p>
      ))}
    </FileView>
  );
}

export function ReportViewerPage({ report, file, ...place }: Place & { report: string; file: number }) {
  const { data, problem, reload } = useFresh<Preparation>(`${pathOf(place)}/preparation`, () => false);
  if (!data) {
    return problem ? <Failed problem={problem} retry={reload} /> : <main><Waiting /></main>;
  }
  const back: [string, string] = [at(preparationOf(place)), t("Báo cáo tự kiểm tra")];
  const of = data.report?.versions.find((one) => one.id === report)?.files[file - 1];
  if (!of) {
    return <NoFile back={back} />;
  }
  return (
    <FileView path={reportFile(report, file)} name={shownName(of.name)} back={back}>
      <FileRemarks of={of} />
    </FileView>
  );
}
