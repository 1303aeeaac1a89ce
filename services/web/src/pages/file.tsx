// file.tsx — submits an evidence item, or a revision of one.
import { useRef } from "preact/hooks";
import { Account, Campaign, Evidence } from "../api";
import { today } from "../format";
import { useFresh } from "../live";
import { Waiting, Where } from "../parts/common";
import { Failed, Head } from "../parts/head";
import { Draft, figuresText, PieceForm } from "../parts/piece-form";
import { at, useAddress } from "../place";
import { t } from "../words";

function emptyDraft(account: Account, campaign: Campaign, criterion: string | null): Draft {
  const now = today();
  return {
    unit: account.unit ?? "", criteria: criterion ? [criterion] : [], kind: "document", title: "",
    occurred_on: now > campaign.period_to ? campaign.period_to : now < campaign.period_from ? campaign.period_from : now, document_symbol: "", link: "", text: "", figures: "", keep_files: [], base_revision: null, proposed: {},
  };
}

function draftOf(of: Evidence): Draft {
  return {
    unit: of.unit, criteria: of.criteria, kind: of.kind, title: of.title, occurred_on: of.occurred_on,
    document_symbol: of.document_symbol ?? "", link: of.link ?? "", text: of.text ?? "", figures: figuresText(of.figures),
    keep_files: of.files.map((file) => file.hash), base_revision: of.revision, proposed: {},
  };
}

// A new draft after an earlier item, last year's for instance: without its day, symbol, figures and files.
function draftLike(of: Evidence, empty: Draft, campaign: Campaign): Draft {
  const known = new Set(campaign.criteria.map((one) => one.code));
  return { ...empty, criteria: of.criteria.filter((code) => known.has(code)), kind: of.kind, title: of.title, text: of.text ?? "" };
}

export function FilePage({ account, campaign }: { account: Account; campaign: string }) {
  const { data, problem } = useFresh<Campaign>(`/campaigns/${campaign}`, () => false);
  const { query } = useAddress();
  const criterion = query.get("tieu-chi"), like = query.get("tu"), draft = query.get("nhap");
  const model = useFresh<Evidence>(like ? `/evidence/${like}` : null, () => false);
  const trouble = problem ?? model.problem;
  if (!data || (like && !model.data)) {
    return trouble ? <Failed problem={trouble} /> : <main><Waiting /></main>;
  }
  const empty = emptyDraft(account, data, criterion);
  return (
    <main class="narrow">
      <Head title={t("Nộp minh chứng")} />
      <PieceForm campaign={data} empty={model.data ? draftLike(model.data, empty, data) : empty} key={draft} draft={draft}
        place={like ? `/nop?tu=${like}` : criterion ? `/nop?tieu-chi=${encodeURIComponent(criterion)}` : "/nop"} />
      <p><a href={at("/nop-bang")}>{t("Nộp nhiều minh chứng bằng bảng tính")}</a></p>
    </main>
  );
}

// What is to be fixed stands above the form with the last submission.
export function MendPage({ id }: { id: string }) {
  const piece = useFresh<Evidence>(`/evidence/${id}`, () => false);
  const campaign = useFresh<Campaign>(piece.data ? `/campaigns/${piece.data.campaign}` : null, () => false);
  const draft = useAddress().query.get("nhap");
  // The revision that the user began to change: the server reports a newer one instead of
  // overwriting it.
  const begun = useRef<Evidence | null>(null);
  begun.current ??= piece.data;
  const of = begun.current;
  const problem = piece.problem ?? campaign.problem;
  if (!of || !campaign.data) {
    return problem ? <Failed problem={problem} /> : <main><Waiting /></main>;
  }
  const open = of.findings.filter((finding) => finding.severity !== "hint" && !finding.accepted);
  return (
    <main class="narrow">
      <Head title={t("Sửa và nộp lại")} back={[at(`/minh-chung/${id}`), of.title]} />
      {open.length > 0 && (
        <section class="findings error">
          <h2>{t("Cần sửa ({count})", { count: open.length })}</h2>
          <ul class="items">
            {open.map((finding) => <li><strong>{finding.message}</strong><Where place={finding.place} /><p>{t("Cách sửa: {how}", { how: finding.mend })}</p></li>)}
          </ul>
        </section>
      )}
      <PieceForm campaign={campaign.data} empty={draftOf(of)} of={of} key={draft} draft={draft} place={`/minh-chung/${id}/sua`} />
    </main>
  );
}
