// file.tsx — submits an evidence item, or a revision of one.
import { useRef } from "preact/hooks";
import { Account, Campaign, Evidence } from "../api";
import { useFresh } from "../live";
import { Trouble, Waiting, Where } from "../parts/common";
import { Draft, figuresText, newKey, PieceForm } from "../parts/piece-form";

function emptyDraft(account: Account): Draft {
  return {
    key: newKey(), unit: account.unit ?? "", criteria: [], kind: "document", title: "",
    occurred_on: new Date().toISOString().slice(0, 10), document_symbol: "", link: "", text: "", figures: "", keep_files: [],
  };
}

function draftOf(of: Evidence): Draft {
  return {
    key: newKey(), unit: of.unit, criteria: of.criteria, kind: of.kind, title: of.title, occurred_on: of.occurred_on,
    document_symbol: of.document_symbol ?? "", link: of.link ?? "", text: of.text ?? "", figures: figuresText(of.figures),
    keep_files: of.files.map((file) => file.hash),
  };
}

export function FilePage({ account, campaign }: { account: Account; campaign: string }) {
  const { data, problem } = useFresh<Campaign>(`/campaigns/${campaign}`, () => false);
  if (!data) {
    return <main>{problem ? <Trouble problem={problem} /> : <Waiting />}</main>;
  }
  return (
    <main class="narrow">
      <h1>Nộp minh chứng</h1>
      <PieceForm campaign={data} empty={emptyDraft(account)} place={`draft-${account.username}`} />
      <p><a href="/nop-bang">Nộp nhiều minh chứng bằng bảng tính</a></p>
    </main>
  );
}

// What is to be fixed stands above the form with the last submission.
export function MendPage({ id, account }: { id: string; account: Account }) {
  const piece = useFresh<Evidence>(`/evidence/${id}`, () => false);
  const campaign = useFresh<Campaign>(piece.data ? `/campaigns/${piece.data.campaign}` : null, () => false);
  // The revision that the user began to change: the server reports a newer one instead of
  // overwriting it.
  const begun = useRef<Evidence | null>(null);
  begun.current ??= piece.data;
  const of = begun.current;
  const problem = piece.problem ?? campaign.problem;
  if (!of || !campaign.data) {
    return <main>{problem ? <Trouble problem={problem} /> : <Waiting />}</main>;
  }
  const open = of.findings.filter((finding) => finding.severity !== "hint" && !finding.accepted);
  return (
    <main class="narrow">
      <p><a href={`/minh-chung/${id}`}>← {of.title}</a></p>
      <h1>Sửa và nộp lại</h1>
      {open.length > 0 && (
        <section class="findings error">
          <h2>Cần sửa ({open.length})</h2>
          <ul class="items">
            {open.map((finding) => <li><strong>{finding.message}</strong><Where place={finding.place} /><p>Cách sửa: {finding.mend}</p></li>)}
          </ul>
        </section>
      )}
      <PieceForm campaign={campaign.data} empty={draftOf(of)} of={of} place={`draft-${account.username}-${id}-${of.revision}`} />
    </main>
  );
}
