// viewer.tsx — a file of an evidence item, page by page, without a program for it on the phone.
import { useEffect } from "preact/hooks";
import { Evidence, Schemas } from "../api";
import { shownName } from "../format";
import { useFresh } from "../live";
import { Trouble, Waiting } from "../parts/common";
import { Failed, Head } from "../parts/head";
import { drawn, isDrawn, isPicture, PageView } from "../parts/page-view";
import { at, filterBy, useAddress } from "../place";
import { t } from "../words";

function Text({ id, file }: { id: string; file: number }) {
  const { data, problem, reload } = useFresh<Schemas["FileText"]>(`/evidence/${id}/files/${file}/text`, () => false);
  if (!data) {
    return problem ? <Trouble problem={problem} retry={reload} /> : <Waiting />;
  }
  return data.text
    ? <>{data.is_ocr && <p class="quiet">{t("Chữ do máy nhận dạng, có thể sai.")}</p>}<pre class="paper text">{data.text}</pre></>
    : <p>{t("Tệp này không có phần chữ nào đọc được.")}</p>;
}

function Pages({ id, file, name }: { id: string; file: number; name: string }) {
  const page = Math.max(1, Number(useAddress().query.get("trang")) || 1);
  const words = useFresh<Schemas["PageWords"]>(isPicture(name) ? null : `/evidence/${id}/files/${file}/pages/${page}/words`, () => false);
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
      {words.problem ? <Trouble problem={words.problem} /> : <PageView key={page} evidence={id} file={file} name={name} page={page} />}
      {page < last && <link rel="prefetch" href={drawn(id, file, page + 1, 800)} />}
    </>
  );
}

export function ViewerPage({ id, file }: { id: string; file: number }) {
  const { data, problem, reload } = useFresh<Evidence>(`/evidence/${id}`, () => false);
  const asText = useAddress().query.get("dang") === "chu";
  const of = data?.files[file - 1];
  if (!data || !of) {
    return problem ? <Failed problem={problem} retry={reload} /> : <main><Waiting /></main>;
  }
  const name = shownName(of.name);
  const cites = data.cites.filter((cite) => cite.file === file);
  const isText = asText || !isDrawn(name);
  return (
    <main>
      <Head title={name} back={[at(`/minh-chung/${id}`), data.title]}>
        {isDrawn(name) && <button type="button" onClick={() => filterBy({ dang: asText ? "" : "chu" })}>{asText ? t("Xem trang") : t("Xem phần chữ")}</button>}
        <a class="button" href={`/api/v1/evidence/${id}/files/${file}`} download={name}>{t("Tải tệp về")}</a>
      </Head>
      {cites.map((cite) => (
        <p>{t("Chỗ dẫn:")} {cite.page && <button type="button" class="link" onClick={() => filterBy({ trang: String(cite.page) })}>{t("trang {page}", { page: cite.page })}</button>} {cite.section}</p>
      ))}
      {isText ? <Text id={id} file={file} /> : <Pages id={id} file={file} name={name} />}
    </main>
  );
}
