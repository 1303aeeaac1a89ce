// accounts.tsx — an administrator's accounts: made, invited by a link to pass on, changed, stopped.
import { useState } from "preact/hooks";
import { ask, Campaign, Problem, problemOf, Schemas, send } from "../api";
import { moment, ROLES } from "../format";
import { useFresh, usePages } from "../live";
import { Badge, Tone } from "../parts/badge";
import { Dialog, News, Trouble, Waiting } from "../parts/common";
import { CopyButton } from "../parts/copy";
import { Head } from "../parts/head";
import { TiesDialog } from "../parts/ties";
import { filterBy, useAddress } from "../place";
import { t } from "../words";

type Account = Schemas["AccountItem"];
type WithLink = Schemas["AccountWithLink"];
type Act = (path: string, method: string, body?: unknown) => void;
const NEEDS_UNIT = ["officer", "council", "committee"];

// The token stands behind "#": it reaches no server's log.
const linkOf = (account: WithLink) => `${location.origin}/dat-mat-khau#${account.token}`;

function LinkDialog({ account, close }: { account: WithLink; close: () => void }) {
  const link = linkOf(account);
  return (
    <Dialog title={t("Liên kết của {name}", { name: account.full_name || account.username })} close={close}>
      <p>{t("Gửi liên kết này cho người dùng qua kênh riêng.")} {account.invited_until ? t("Liên kết dùng được một lần, đến {until}, và chỉ hiện ở đây.", { until: moment(account.invited_until) }) : t("Liên kết dùng được một lần và chỉ hiện ở đây.")}</p>
      <label>{t("Liên kết")}<input readOnly value={link} onFocus={(event) => event.currentTarget.select()} /></label>
      <p><CopyButton text={link} label={t("Chép liên kết")} tone="main" /></p>
    </Dialog>
  );
}

// Acts on an account besides changing its data.
function Acts({ of, act }: { of: Account; act: Act }) {
  return (
    <p class="chips">
      {of.is_active && <button type="button" onClick={() => act("/link", "POST")}>{t("Liên kết đặt mật khẩu")}</button>}
      {of.sessions > 0 && <button type="button" onClick={() => act("/sessions", "DELETE")}>{t("Đăng xuất {count} phiên", { count: of.sessions })}</button>}
      <button type="button" onClick={() => act("", "PUT", { is_active: !of.is_active })}>{of.is_active ? t("Ngừng tài khoản") : t("Mở lại tài khoản")}</button>
    </p>
  );
}

function Form({ of, campaign, act, done, close }: {
  of: Account | null; campaign: string; act: Act; done: (account: WithLink | null) => void; close: () => void;
}) {
  const about = useFresh<Campaign>(`/campaigns/${campaign}`, () => false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [role, setRole] = useState<string>(of?.role ?? "officer");
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const text = (name: string) => String(form.get(name) ?? "").trim();
    const fields = { full_name: text("full_name"), role, unit: text("unit") || null, email: text("email") };
    try {
      done(of
        ? (await send(`/accounts/${of.username}`, fields, "PUT"), null)
        : await send<WithLink>("/accounts", { username: text("username"), ...fields }));
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  const wrong = (field: string) => (problem?.field === field ? true : undefined);
  const units = [...(about.data?.units ?? [])];
  return (
    <Dialog title={of ? t("Sửa {name}", { name: of.username }) : t("Thêm tài khoản")} close={close}>
      {problem && <Trouble problem={problem} />}
      <form onSubmit={(event) => void submit(event)}>
        {!of && <label>{t("Tên đăng nhập")}<input name="username" required maxLength={40} autocapitalize="none" autocomplete="off" aria-invalid={wrong("username")} /></label>}
        <label>{t("Họ tên hoặc chức danh")}<input name="full_name" required maxLength={200} defaultValue={of?.full_name} /></label>
        <label>{t("Vai trò")}
          <select value={role} onChange={(event) => setRole(event.currentTarget.value)}>
            {Object.entries(ROLES).map(([code, name]) => <option value={code}>{name}</option>)}
          </select>
        </label>
        <label>{t("Đơn vị")}
          <select name="unit" required={NEEDS_UNIT.includes(role)} aria-invalid={wrong("unit")}>
            <option value="">{t("Không thuộc đơn vị nào")}</option>
            {of?.unit && !units.some((unit) => unit.code === of.unit) && <option value={of.unit} selected>{of.unit_name}</option>}
            {units.map((unit) => <option value={unit.code} selected={unit.code === of?.unit}>{unit.name}</option>)}
          </select>
        </label>
        <label>{t("Thư điện tử nhận tin báo")}<input name="email" type="email" maxLength={200} defaultValue={of?.email ?? ""} /></label>
        <button class="main">{of ? t("Lưu") : t("Tạo và lấy liên kết")}</button>
      </form>
      {of && <Acts of={of} act={act} />}
    </Dialog>
  );
}

function state(account: Account): [Tone, string] {
  return !account.is_active ? ["", t("đã ngừng")]
    : account.has_password ? ["ok", t("đang dùng")]
      : account.invited_until ? ["warn", t("chờ đặt mật khẩu")] : ["bad", t("chưa có mật khẩu")];
}

function Row({ account, edit, ties }: { account: Account; edit: () => void; ties: () => void }) {
  const [tone, word] = state(account);
  return (
    <tr>
      <th scope="row">{account.full_name}<small> {account.username}</small></th>
      <td data-label={t("Vai trò")}>{ROLES[account.role]}</td>
      <td data-label={t("Đơn vị")}>{account.unit_name ?? "–"}</td>
      <td data-label={t("Trạng thái")}><Badge tone={tone}>{word}</Badge></td>
      <td data-label={t("Vào gần nhất")}>{account.last_sign_in ? moment(account.last_sign_in) : "–"}</td>
      <td><button type="button" onClick={edit} aria-label={t("Sửa {name}", { name: account.username })}>{t("Sửa")}</button>{account.role === "inspector" && <> <button type="button" onClick={ties} aria-label={t("Đơn vị {name} không được kiểm tra", { name: account.username })}>{t("Quan hệ")}</button></>}</td>
    </tr>
  );
}

export function AccountsPage({ campaign }: { campaign: string }) {
  const { query } = useAddress();
  const asked = ["q", "role"].filter((name) => query.get(name)).map((name) => `&${name}=${encodeURIComponent(query.get(name) ?? "")}`).join("");
  const list = usePages<Account>(`/accounts?limit=50${asked}`, (account) => account.username, (cell) => !cell.unit);
  const [open, setOpen] = useState<Account | "new" | null>(null);
  const [link, setLink] = useState<WithLink | null>(null);
  const [tied, setTied] = useState<string | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const act = async (account: Account, path: string, method: string, body?: unknown) => {
    try {
      const answer = await ask<Account | WithLink>(`/accounts/${account.username}${path}`, {
        method, body: body ? JSON.stringify(body) : undefined, headers: body ? { "Content-Type": "application/json" } : {},
      });
      setProblem(null);
      setOpen(null);
      setLink("token" in answer ? answer : null);
      list.reload();
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  const trouble = problem ?? list.problem;
  return (
    <main class="wide">
      <Head title={t("Tài khoản")}><button type="button" class="main" onClick={() => setOpen("new")}>{t("Thêm tài khoản")}</button></Head>
      {trouble && <Trouble problem={trouble} retry={list.reload} />}
      <div class="filters">
        <label>{t("Tìm")}<input type="search" defaultValue={query.get("q") ?? ""} placeholder={t("tên đăng nhập, họ tên, đơn vị")} onChange={(event) => filterBy({ q: event.currentTarget.value.trim() })} /></label>
        <label>{t("Vai trò")}
          <select value={query.get("role") ?? ""} onChange={(event) => filterBy({ role: event.currentTarget.value })}>
            <option value="">{t("Mọi vai trò")}</option>
            {Object.entries(ROLES).map(([code, name]) => <option value={code}>{name}</option>)}
          </select>
        </label>
      </div>
      {!list.items && !trouble && <Waiting />}
      <News count={list.news} show={list.reload} />
      {list.items?.length === 0 && <p>{t("Không có tài khoản nào như vậy.")}</p>}
      {list.items && list.items.length > 0 && (
        <table class="accounts">
          <thead><tr><th scope="col">{t("Tài khoản")}</th><th scope="col">{t("Vai trò")}</th><th scope="col">{t("Đơn vị")}</th><th scope="col">{t("Trạng thái")}</th><th scope="col">{t("Vào gần nhất")}</th><th scope="col">{t("Việc")}</th></tr></thead>
          <tbody>{list.items.map((account) => <Row key={account.username} account={account} edit={() => setOpen(account)} ties={() => setTied(account.username)} />)}</tbody>
        </table>
      )}
      {list.next && <p><button type="button" onClick={list.more}>{t("Xem thêm")}</button></p>}
      {open && <Form of={open === "new" ? null : open} campaign={campaign} close={() => setOpen(null)} act={(...what) => void (open !== "new" && act(open, ...what))} done={(made) => { setOpen(null); setLink(made); list.reload(); }} />}
      {tied && <TiesDialog username={tied} campaign={campaign} close={() => setTied(null)} />}
      {link && <LinkDialog account={link} close={() => setLink(null)} />}
    </main>
  );
}
