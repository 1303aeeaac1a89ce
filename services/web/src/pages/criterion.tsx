// criterion.tsx — the evidence of one unit for one criterion, newest first.
import { useState } from "preact/hooks";
import { ask, Schemas, Unit } from "../api";
import { day, KINDS, points } from "../format";
import { useFresh } from "../live";
import { Points, Trouble, Verdict, Waiting } from "../parts/common";
import { ReceiptDialog } from "../parts/receipt";

type Page = Schemas["EvidencePage"];

export function CriterionPage({ campaign, unit, code }: { campaign: string; unit: string; code: string }) {
  const concerns = (cell: { unit?: string; criterion?: string }) => !cell.unit || (cell.unit === unit && (!cell.criterion || cell.criterion === code));
  const path = `/evidence?campaign=${campaign}&unit=${unit}&criterion=${code}&limit=50`;
  const { data, problem, reload } = useFresh<Page>(path, concerns);
  const about = useFresh<Unit>(`/campaigns/${campaign}/units/${unit}`, concerns);
  const [more, setMore] = useState<Page | null>(null);
  const [isOpen, setOpen] = useState(false);
  const criterion = about.data?.criteria.find((row) => row.code === code);
  const last = more ?? data;
  const items = [...(data?.items ?? []), ...(more?.items ?? [])];
  const loadMore = async () => {
    const page = await ask<Page>(`${path}&after=${encodeURIComponent(last?.next ?? "")}`);
    setMore({ items: [...(more?.items ?? []), ...page.items], next: page.next });
  };
  return (
    <main>
      <p><a href={`/don-vi/${unit}`}>← {about.data?.name ?? unit}</a></p>
      <h1>{code} {criterion?.name}</h1>
      {criterion && (
        <p class="total">
          <Points value={criterion.value} open={() => setOpen(true)} label="Xem cách tính điểm" /> / {points(criterion.points)} điểm
        </p>
      )}
      {problem && <Trouble problem={problem} retry={reload} />}
      {!data && !problem && <Waiting />}
      {data && items.length === 0 && <p class="quiet">Chưa có minh chứng cho tiêu chí này. <a href="/nop">Nộp minh chứng</a></p>}
      <ul class="items">
        {items.map((item) => (
          <li key={item.id}>
            <a href={`/minh-chung/${item.id}`}>{item.title}</a>
            <p><Verdict verdict={item.verdict} /> {KINDS[item.kind]} · {day(item.occurred_on)}{item.finding_count > 0 && ` · ${item.finding_count} phát hiện`}</p>
          </li>
        ))}
      </ul>
      {last?.next && <button type="button" onClick={() => void loadMore()}>Xem thêm</button>}
      {isOpen && criterion && <ReceiptDialog of={{ campaign, unit, criterion: code, name: criterion.name }} close={() => setOpen(false)} />}
    </main>
  );
}
