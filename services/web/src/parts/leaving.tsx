// leaving.tsx — signing out: what the device keeps of the account is erased, after its holder has
// been asked when some of it has not arrived.
import { useEffect, useState } from "preact/hooks";
import { Account, Refused, Problem } from "../api";
import { forgetAnswers } from "../queue/answers";
import { eraseStore } from "../queue/db";
import { sendNow } from "../queue/sender";
import { drafts, list, unsent } from "../queue/store";
import type { Kept } from "../queue/types";
import { t } from "../words";
import { Dialog, Trouble } from "./common";

export function Leaving({ account, left, stay }: { account: Account; left: () => void; stay: () => void }) {
  const [items, setItems] = useState<Kept[] | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const erase = () => void eraseStore(account.username).then(left, left);
  useEffect(() => {
    list().then((found) => {
      const open = found.filter((item) => item.state !== "arrived");
      if (open.length === 0) {
        erase();
      } else {
        setItems(open);
      }
    }, erase);
  }, []);
  if (!items) {
    return null;
  }
  const keep = () => void forgetAnswers().then(left, left);
  const save = () => void import("../queue/export").then(({ saveZip }) => saveZip(items))
    .catch((error) => setProblem(error instanceof Refused ? error.problem : null));
  return (
    <Dialog title={t("Đăng xuất khi còn việc chưa gửi")} close={stay}>
      <p>{t("Trên máy này còn {sent} minh chứng chờ gửi và {drafts} bản nháp.", { sent: unsent(items).length, drafts: drafts(items).length })}</p>
      {problem && <Trouble problem={problem} />}
      <div class="choices">
        <button type="button" class="main" onClick={() => { sendNow(); stay(); }}>{t("Ở lại và gửi ngay")}</button>
        <button type="button" onClick={keep}>{t("Đăng xuất, giữ lại cho lần sau")}</button>
        <button type="button" onClick={save}>{t("Xuất tất cả ra tệp ZIP")}</button>
        <button type="button" class="bad" onClick={erase}>{t("Đăng xuất và xóa khỏi máy")}</button>
      </div>
      <p class="quiet">{t("Nếu giữ lại, chỉ tài khoản {name} đăng nhập trên máy này mới thấy.", { name: account.username })}</p>
    </Dialog>
  );
}
