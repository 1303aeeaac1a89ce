// campaigns.tsx — an administrator's or editor's campaigns: states and deadlines; a new one, opening,
// closing.
import { useState } from "preact/hooks";
import { Problem, Refused, Schemas, send } from "../api";
import { CAMPAIGN_STATES, day } from "../format";
import { useFresh } from "../live";
import { CampaignForm, Overview } from "../parts/campaign-form";
import { Dialog, Trouble, Waiting } from "../parts/common";
import { Failed, Head } from "../parts/head";
import { ListImport } from "../parts/list-import";
import { SetImport } from "../parts/set-import";
import { targetsTemplate } from "../parts/templates";
import { at } from "../place";
import { t } from "../words";

const NEXT: Record<string, [string, string]> = { draft: ["open", t("Mở đợt")], open: ["closed", t("Đóng đợt")], closed: ["open", t("Mở lại")] };

function Edit({ of, changed, close }: { of: Overview; changed: () => void; close: () => void }) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const [to, name] = NEXT[of.state] ?? [];
  const move = async () => {
    try {
      await send(`/campaigns/${encodeURIComponent(of.code)}`, { state: to }, "PUT");
      changed();
      close();
    } catch (error) {
      setProblem(error instanceof Refused ? error.problem : null);
    }
  };
  return (
    <Dialog title={t("Đợt {code}", { code: of.code })} close={close}>
      {problem && <Trouble problem={problem} />}
      <CampaignForm of={of} sets={[]} done={() => { changed(); close(); }} />
      {to && name && <p><button type="button" onClick={() => void move()}>{name}</button></p>}
      <h3>{t("Chỉ tiêu giao")}</h3>
      <ListImport path={() => `/campaigns/${encodeURIComponent(of.code)}/targets`} template={targetsTemplate()} done={changed} />
    </Dialog>
  );
}

export function CampaignsPage({ changed }: { changed: () => void }) {
  const { data, problem, reload } = useFresh<Schemas["Setup"]>("/setup", (cell) => !cell.unit);
  const [edited, edit] = useState<string | null>(null);
  const [isNew, setNew] = useState(false);
  if (!data) {
    return problem ? <Failed problem={problem} retry={reload} /> : <main><Waiting /></main>;
  }
  const fresh = () => { reload(); changed(); };
  const chosen = data.campaigns.find((one) => one.code === edited);
  return (
    <main>
      <Head title={t("Các đợt đánh giá")}>
        <button type="button" class="main" onClick={() => setNew(true)}>{t("Tạo đợt mới")}</button>
      </Head>
      <table class="campaigns">
        <thead><tr>{[t("Đợt"), t("Trạng thái"), t("Kỳ tính"), t("Hạn nộp"), t("Đơn vị"), t("Chỉ tiêu"), ""].map((name) => <th scope="col">{name}</th>)}</tr></thead>
        <tbody>
          {data.campaigns.map((one) => (
            <tr>
              <th scope="row"><a href={at("/", one.code)}>{one.name}</a></th>
              <td data-label={t("Trạng thái")}>{CAMPAIGN_STATES[one.state]}</td>
              <td data-label={t("Kỳ tính")}>{day(one.period_from)} – {day(one.period_to)}</td>
              <td data-label={t("Hạn nộp")}>{day(one.filing_deadline)}</td>
              <td data-label={t("Đơn vị")}>{one.units}</td>
              <td data-label={t("Chỉ tiêu")}>{one.targets}</td>
              <td><button type="button" aria-label={t("Sửa đợt {code}", { code: one.code })} onClick={() => edit(one.code)}>{t("Sửa")}</button></td>
            </tr>
          ))}
        </tbody>
      </table>
      {chosen && <Edit key={chosen.code} of={chosen} changed={fresh} close={() => edit(null)} />}
      {isNew && (
        <Dialog title={t("Tạo đợt mới")} close={() => setNew(false)}>
          <SetImport done={reload} />
          {data.sets.length > 0 && <CampaignForm of={null} sets={data.sets} done={() => { setNew(false); fresh(); }} />}
        </Dialog>
      )}
    </main>
  );
}
