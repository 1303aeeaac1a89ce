// criterion.tsx — the evidence of one unit for one criterion, newest first.
import { useState } from "preact/hooks";
import { Item, Unit } from "../api";
import { day, KINDS, points } from "../format";
import { usePages, useSoon } from "../live";
import { News, Points, Trouble, Verdict, Waiting } from "../parts/common";
import { FoundAt } from "../parts/found";
import { Failed, Head } from "../parts/head";
import { ReceiptDialog } from "../parts/receipt";
import { at } from "../place";
import { t } from "../words";

export function CriterionPage({ campaign, unit, code }: { campaign: string; unit: string; code: string }) {
  const concerns = (cell: { unit?: string; criterion?: string }) => !cell.unit || (cell.unit === unit && (!cell.criterion || cell.criterion === code));
  const list = usePages<Item>(`/evidence?campaign=${campaign}&unit=${unit}&criterion=${code}&limit=50`, (item) => item.id, concerns);
  const about = useSoon<Unit>(`/campaigns/${campaign}/units/${unit}`, concerns);
  const [isOpen, setOpen] = useState(false);
  const criterion = about.data?.criteria.find((row) => row.code === code);
  const problem = list.problem ?? about.problem;
  if (problem && !criterion) {
    return <Failed problem={problem} retry={list.reload} />;
  }
  return (
    <main>
      {criterion && (
        <Head title={`${code} ${criterion.name}`} back={[at(`/don-vi/${unit}`), about.data?.name ?? unit]}>
          <a class="button main" href={at(`/nop?tieu-chi=${code}`)}>{t("Nộp")}</a>
        </Head>
      )}
      {criterion && (
        <p class="total">
          <Points value={criterion.value} open={() => setOpen(true)} label={t("Xem cách tính điểm")} /> / {t("{points} điểm", { points: points(criterion.points) })}
        </p>
      )}
      {problem && <Trouble problem={problem} retry={list.reload} />}
      {!list.items && !problem && <Waiting />}
      <News count={list.news} show={list.reload} />
      {list.items?.length === 0 && <p class="quiet">{t("Chưa có minh chứng cho tiêu chí này.")}</p>}
      <ul class="items">
        {list.items?.map((item) => (
          <li key={item.id}>
            <a href={at(`/minh-chung/${item.id}`)}>{item.title}</a>{item.code && <span class="quiet"> {item.code}</span>}
            <p><Verdict verdict={item.verdict} /> {KINDS[item.kind]} · {day(item.occurred_on)}{item.finding_count > 0 && ` · ${t("{count} phát hiện", { count: item.finding_count })}`}</p>
          </li>
        ))}
      </ul>
      <FoundAt campaign={campaign} unit={unit} more={`?criterion=${code}`} />
      {list.next && <button type="button" onClick={list.more}>{t("Xem thêm")}</button>}
      {isOpen && criterion && <ReceiptDialog of={{ campaign, unit, criterion: code, name: criterion.name }} close={() => setOpen(false)} />}
    </main>
  );
}
