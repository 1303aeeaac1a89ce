// new-links.tsx — the one-time links of accounts that a list has made; they are shown here only.
import type { Schemas } from "../api";
import { ROLES } from "../format";
import { t } from "../words";
import { save } from "./list-import";

export type Made = Schemas["AccountsStored"]["accounts"][number];
const linkOf = (account: Made) => `${location.origin}/dat-mat-khau#${account.token}`;

export function NewLinks({ accounts }: { accounts: Made[] }) {
  if (accounts.length === 0) {
    return null;
  }
  const rows = accounts.map((account) => [account.username, account.full_name, ROLES[account.role] ?? "", account.unit_name ?? "", linkOf(account)]);
  const head = [t("Tên đăng nhập"), t("Họ và tên"), t("Vai trò"), t("Đơn vị"), t("Liên kết")];
  return (
    <section class="notice warn">
      <p><b>{t("{count} liên kết dùng một lần, chỉ hiện ở đây.", { count: accounts.length })}</b> {t("Tải danh sách rồi gửi riêng cho từng người; mỗi người đặt mật khẩu trong bảy ngày.")}</p>
      <p><button type="button" class="main" onClick={() => save("lien-ket.csv", [head, ...rows])}>{t("Tải danh sách liên kết")}</button></p>
      <ul class="links">{accounts.slice(0, 20).map((account) => <li><b>{account.username}</b> <input readOnly aria-label={t("Liên kết của {name}", { name: account.username })} value={linkOf(account)} onFocus={(event) => event.currentTarget.select()} /></li>)}</ul>
    </section>
  );
}
