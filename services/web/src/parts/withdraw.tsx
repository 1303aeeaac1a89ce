// withdraw.tsx — a unit takes an evidence item back, with a reason, and restores it.
import { useState } from "preact/hooks";
import { ask, Evidence, Problem, Refused, send } from "../api";
import { moment } from "../format";
import { t } from "../words";
import { Dialog, Trouble } from "./common";

function WithdrawDialog({ of, done, close }: { of: Evidence; done: () => void; close: () => void }) {
  const [reason, setReason] = useState("");
  const [refused, setRefused] = useState<Problem | null>(null);
  const withdraw = async (event: Event) => {
    event.preventDefault();
    try {
      await send(`/evidence/${of.id}/withdrawal`, { reason }, "PUT");
      done();
      close();
    } catch (problem) {
      setRefused((problem as Refused).problem);
    }
  };
  return (
    <Dialog title={t("Rút minh chứng")} close={close}>
      <form onSubmit={(event) => void withdraw(event)}>
        <p>{t("Minh chứng đã rút không tính điểm nữa. Mọi lần nộp vẫn được giữ, và khôi phục được khi đơn vị chưa chốt tự chấm.")}</p>
        {refused && <Trouble problem={refused} />}
        <label>{t("Lý do")}<textarea required maxLength={4000} rows={3} value={reason} onInput={(event) => setReason(event.currentTarget.value)} /></label>
        <button type="submit" class="main">{t("Rút minh chứng")}</button>
      </form>
    </Dialog>
  );
}

export function Withdraw({ of, done }: { of: Evidence; done: () => void }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>{t("Rút minh chứng")}</button>
      {isOpen && <WithdrawDialog of={of} done={done} close={() => setOpen(false)} />}
    </>
  );
}

// What stands above an item that was withdrawn.
export function Withdrawn({ of, may, done }: { of: Evidence; may: boolean; done: () => void }) {
  const [refused, setRefused] = useState<Problem | null>(null);
  const restore = () => ask(`/evidence/${of.id}/withdrawal`, { method: "DELETE" })
    .then(done, (problem) => setRefused((problem as Refused).problem));
  return !of.withdrawn ? null : (
    <div class="notice">
      <strong>{t("Đã rút, không tính điểm")}</strong>{" "}
      {of.withdrawn.by ? t("{by}, {at}: {reason}", { by: of.withdrawn.by, at: moment(of.withdrawn.at), reason: of.withdrawn.reason }) : t("Hoàn tác một lần nhập bảng tính, {at}", { at: moment(of.withdrawn.at) })}
      {refused && <Trouble problem={refused} />}
      {may && of.is_unit_open && <button type="button" onClick={() => void restore()}>{t("Khôi phục")}</button>}
    </div>
  );
}
