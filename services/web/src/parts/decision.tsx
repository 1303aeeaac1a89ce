// decision.tsx — the decision by which a result was published, where a result is shown.
import type { Schemas } from "../api";
import { day, size } from "../format";
import { t } from "../words";

export function DecisionLine({ campaign, decision }: { campaign: string; decision: Schemas["Decision"] | null }) {
  return decision && (
    <p class="quiet">
      {t("Công bố theo {symbol} ngày {day}, người ký: {signer}", { symbol: decision.symbol, day: day(decision.dated), signer: decision.signer })}
      {decision.file && <> · <a href={`/api/v1/campaigns/${campaign}/publication/file`}>{t("Tải bản đã ký ({size})", { size: size(decision.file.size) })}</a></>}
    </p>
  );
}
