// visit-withdraw.tsx — taking back a finding of a visit before the team signs: with a reason; it stays to be read.
import { useState } from "preact/hooks";
import { Problem, problemOf, send } from "../api";
import { t } from "../words";
import { Trouble } from "./common";
import { TextField } from "./text-field";
import { pathOf, Place } from "./visit";

export function WithdrawFinding({ place, id, done }: { place: Place; id: string; done: () => void }) {
  const [reason, setReason] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const withdraw = async (event: Event) => {
    event.preventDefault();
    try {
      await send(`${pathOf(place)}/visit/findings/${id}/withdrawal`, { reason }, "PUT");
      done();
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  return (
    <details>
      <summary>{t("Rút phát hiện này")}</summary>
      <form onSubmit={(event) => void withdraw(event)}>
        {problem && <Trouble problem={problem} />}
        <TextField label={t("Lý do rút")} hint={t("Phát hiện vẫn được lưu kèm lý do, nhưng không tính vào thẩm định, biên bản, kết luận.")} required most={4000} value={reason} change={setReason} />
        <button>{t("Rút phát hiện")}</button>
      </form>
    </details>
  );
}
