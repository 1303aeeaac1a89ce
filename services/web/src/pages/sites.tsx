// sites.tsx — all units with their registered web sites, for the accounts that register them.
import type { Campaign } from "../api";
import { useFresh } from "../live";
import { Trouble, Waiting } from "../parts/common";
import { Head } from "../parts/head";
import { SitesOf } from "../parts/sites";
import { t } from "../words";

export function SitesPage({ campaign, above }: { campaign: string; above: string | null }) {
  const { data, problem, reload } = useFresh<Campaign>(`/campaigns/${campaign}`, (cell) => !cell.unit);
  return (
    <main>
      <Head title={t("Trang web của các đơn vị")} />
      <p>{t("Bài mà đơn vị dẫn làm minh chứng phải ở trên trang đã đăng ký của đơn vị hay của cấp trên. Đơn vị chưa đăng ký trang nào thì không bị xét.")}</p>
      {problem && <Trouble problem={problem} retry={reload} />}
      {!data && !problem && <Waiting />}
      {data && above && <SitesOf unit={above} title={t("Cấp trên ({above})", { above })} />}
      {data?.units.map((unit) => <SitesOf key={unit.code} unit={unit.code} title={unit.name} />)}
    </main>
  );
}
