// history.tsx — all revisions of an evidence item, what people did with it, and where two revisions differ.
import type { Schemas } from "../api";
import { day, KINDS, moment, points, ROLES, shownName } from "../format";
import { useFresh } from "../live";
import { Verdict, Waiting } from "../parts/common";
import { differences } from "../parts/diff";
import { Failed, Head } from "../parts/head";
import { Claimed } from "../parts/held";
import { at, filterBy, useAddress } from "../place";
import { t } from "../words";

type Revision = Schemas["Revision"];
type History = Schemas["EvidenceHistory"];

const ACTS: Record<string, string> = {
  withdrawn: t("Rút minh chứng"), restored: t("Khôi phục"), explained: t("Giải trình một lỗi"),
  accepted: t("Chấp nhận một lỗi"), reopened: t("Mở lại một lỗi"),
};

function fieldsOf(of: Revision): [string, string][] {
  return [
    [t("Tiêu đề"), of.title], [t("Tiêu chí"), of.criteria.join(", ")], [t("Loại"), KINDS[of.kind] ?? of.kind],
    [t("Ngày diễn ra"), day(of.occurred_on)], [t("Số, ký hiệu"), of.document_symbol ?? ""], [t("Liên kết"), of.link ?? ""],
    [t("Số liệu"), of.figures.map((figure) => `${figure.name}: ${points(figure.value)}`).join("\n")],
    [t("Tệp"), of.files.map((file) => `${shownName(file.name)} (${file.hash.slice(0, 8)})`).join("\n")],
    [t("Nội dung"), of.text ?? ""],
  ];
}

function Differences({ before, after }: { before: Revision; after: Revision }) {
  const old = fieldsOf(before);
  const changed = fieldsOf(after).map(([name, text], n) => ({ name, text, was: old[n]?.[1] ?? "" })).filter((one) => one.text !== one.was);
  return changed.length === 0 ? <p>{t("Hai lần nộp giống nhau.")}</p> : (
    <dl class="differences">
      {changed.map(({ name, text, was }) => (
        <>
          <dt>{name}</dt>
          <dd>{differences(was, text).map((run) => run.kind === "same" ? run.text : run.kind === "gone" ? <del>{run.text}</del> : <ins>{run.text}</ins>)}</dd>
        </>
      ))}
    </dl>
  );
}

function Acts({ of }: { of: History["acts"] }) {
  return of.length === 0 ? null : (
    <section>
      <h2>{t("Việc đã làm")}</h2>
      <ul class="plain">
        {of.map((act) => (
          <li><b>{ACTS[act.act]}</b>{act.revision && ` ${t("(lần {revision})", { revision: act.revision })}`}{" "}
            <span class="quiet">{act.by || ROLES[act.role]}, {moment(act.at)}</span>{act.reason && `: ${act.reason}`}</li>
        ))}
      </ul>
    </section>
  );
}

export function HistoryPage({ id }: { id: string }) {
  const { data, problem, reload } = useFresh<History>(`/evidence/${id}/revisions`, (cell) => !cell.evidence || cell.evidence === id);
  const { query } = useAddress();
  if (!data) {
    return problem ? <Failed problem={problem} retry={reload} /> : <main><Waiting /></main>;
  }
  const chosen = (name: string, usual: number) => data.items.find((one) => one.revision === Number(query.get(name))) ?? data.items[usual];
  const after = chosen("sau", 0), before = chosen("truoc", 1);
  const choose = (name: string, label: string, of: Revision) => (
    <label>{label}
      <select value={of.revision} onChange={(event) => filterBy({ [name]: event.currentTarget.value })}>
        {data.items.map((one) => <option value={one.revision}>{t("Lần {revision}, {at}", { revision: one.revision, at: moment(one.received_at) })}</option>)}
      </select>
    </label>
  );
  return (
    <main>
      <Head title={t("Lịch sử minh chứng")} back={[at(`/minh-chung/${id}`), data.items[0]?.title ?? ""]} />
      <ul class="plain">
        {data.items.map((one) => (
          <li><b>{t("Lần {revision}", { revision: one.revision })}</b> <Verdict verdict={one.verdict} />{" "}
            <span class="quiet">{one.by || ROLES[one.role]}, {moment(one.received_at)}; {t("{count} lỗi", { count: one.findings.length })}{one.received_on && <>; {t("ngày nộp được khai")}: <Claimed of={one} by={one.by || (ROLES[one.role] ?? null)} /></>}</span></li>
        ))}
      </ul>
      {after && before && after !== before && (
        <section>
          <h2>{t("Khác nhau")}</h2>
          <div class="filters">{choose("truoc", t("So lần"), before)}{choose("sau", t("với lần"), after)}</div>
          <Differences before={before} after={after} />
        </section>
      )}
      <Acts of={data.acts} />
    </main>
  );
}
