// access-keys.tsx — the access keys of connected systems: what each may do, for which units, until when;
// made, shown once, and revoked by an administrator.
import { useState } from "preact/hooks";
import { ask, Campaign, Problem, problemOf, Schemas, send } from "../api";
import { day, daysAfter, moment, today } from "../format";
import { useFresh } from "../live";
import { Badge, Tone } from "../parts/badge";
import { Dialog, Trouble, Waiting } from "../parts/common";
import { CopyButton } from "../parts/copy";
import { DateField } from "../parts/date-field";
import { Head } from "../parts/head";
import { PickMany } from "../parts/pick-many";
import { t } from "../words";

type Keys = Schemas["AccessKeys"];
type Key = Schemas["AccessKey"];
type WithToken = Schemas["AccessKeyWithToken"];
type Reach = Key["reach"];

const AREAS: Record<string, string> = {
  "evidence:read": t("Xem minh chứng"), "evidence:write": t("Nộp minh chứng"),
  "posts:read": t("Xem tin bài"), "posts:write": t("Ghi tin bài"), feeds: t("Khai nguồn tin"),
  "members:read": t("Xem số liệu đoàn viên"), "members:write": t("Nộp số liệu đoàn viên"),
  "results:read": t("Xem điểm và kết quả"), "scores:write": t("Ghi điểm tự chấm"),
  "rounds:read": t("Xem đợt kiểm tra"), "recommendations:write": t("Báo cáo kiến nghị"),
  "cadres:read": t("Xem cán bộ"),
};
const REACHES: Record<Reach, string> = { all: t("Mọi đơn vị"), listed: t("Các đơn vị được chọn"), below: t("Các đơn vị được chọn và cấp dưới") };
const STATES: Record<Key["state"], [Tone, string]> = {
  valid: ["ok", t("đang dùng")], expired: ["warn", t("hết hạn")], revoked: ["bad", t("đã thu hồi")], stopped: ["", t("tài khoản đã ngừng")],
};
const YEAR = 365, LONGEST = 1096;

const nameOf = (area: string) => AREAS[area] ?? area;

function unitsOf(key: Key): string {
  const names = key.units.map((unit) => unit.name).join(", ");
  return key.reach === "all" ? t("Mọi đơn vị") : key.reach === "below" ? t("{units} và cấp dưới", { units: names }) : names;
}

function TokenDialog({ made, close }: { made: WithToken; close: () => void }) {
  return (
    <Dialog title={t("Khóa của {client}", { client: made.client })} close={close}>
      <p>{t("Khóa chỉ hiện ở đây một lần. Chuyển cho người phụ trách hệ thống kết nối qua kênh riêng; hệ thống ấy gửi nó trong tiêu đề Authorization: Bearer.")}</p>
      <label>{t("Khóa truy cập")}<input readOnly value={made.token} onFocus={(event) => event.currentTarget.select()} /></label>
      <p><CopyButton text={made.token} label={t("Chép khóa")} tone="main" /></p>
    </Dialog>
  );
}

function Form({ of, campaign, done, close }: { of: Keys; campaign: string; done: (made: WithToken) => void; close: () => void }) {
  const about = useFresh<Campaign>(`/campaigns/${campaign}`, () => false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [account, setAccount] = useState(of.accounts[0]?.username ?? "");
  const [client, setClient] = useState("");
  const [areas, setAreas] = useState<string[]>([]);
  const [reach, setReach] = useState<Reach>("listed");
  const [units, setUnits] = useState<string[]>([]);
  const [until, setUntil] = useState(daysAfter(today(), YEAR));
  const faultOf = (field: string) => (problem?.field === field ? problem.detail : null);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    try {
      done(await send<WithToken>("/access-keys", { account, client: client.trim(), areas, reach, units: reach === "all" ? [] : units, valid_until: until }));
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  return (
    <Dialog title={t("Cấp khóa truy cập")} close={close}>
      {problem && <Trouble problem={problem} />}
      <form onSubmit={(event) => void submit(event)}>
        <label>{t("Hệ thống giữ khóa")}<input value={client} required maxLength={200} onInput={(event) => setClient(event.currentTarget.value)} placeholder={t("ví dụ: Cổng thông tin Tỉnh đoàn")} /></label>
        <label>{t("Tài khoản hệ thống")}
          <select value={account} required onChange={(event) => setAccount(event.currentTarget.value)}>
            {of.accounts.map((one) => <option value={one.username}>{one.full_name || one.username}</option>)}
          </select>
        </label>
        <PickMany label={t("Được làm")} fault={faultOf("areas")} value={areas} change={setAreas} options={of.areas.map((area) => ({ value: area.code, name: nameOf(area.code), about: area.implies ? t("gồm cả {area}", { area: nameOf(area.implies).toLowerCase() }) : undefined }))} />
        <label>{t("Cho đơn vị")}
          <select value={reach} onChange={(event) => setReach(event.currentTarget.value as Reach)}>
            {Object.entries(REACHES).map(([code, name]) => <option value={code}>{name}</option>)}
          </select>
        </label>
        {reach !== "all" && <PickMany label={t("Đơn vị")} fault={faultOf("units")} value={units} change={setUnits} options={(about.data?.units ?? []).map((unit) => ({ value: unit.code, name: unit.name }))} />}
        <DateField label={t("Dùng được đến hết ngày")} value={until} change={setUntil} min={today()} max={daysAfter(today(), LONGEST)} fault={faultOf("valid_until")} />
        <button class="main">{t("Cấp khóa")}</button>
      </form>
    </Dialog>
  );
}

function RevokeDialog({ of, done, close }: { of: Key; done: () => void; close: () => void }) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const revoke = () => void ask(`/access-keys/${of.id}`, { method: "DELETE" }).then(done, (error: unknown) => setProblem(problemOf(error)));
  return (
    <Dialog title={t("Thu hồi khóa của {client}?", { client: of.client })} close={close}>
      {problem && <Trouble problem={problem} />}
      <p>{t("Yêu cầu tiếp theo của hệ thống này bị từ chối ngay. Khóa đã thu hồi không mở lại được; cần thì cấp khóa mới.")}</p>
      <p><button type="button" class="main" onClick={revoke}>{t("Thu hồi")}</button></p>
    </Dialog>
  );
}

function Row({ of, revoke }: { of: Key; revoke: () => void }) {
  const [tone, word] = STATES[of.state];
  return (
    <tr>
      <th scope="row">{of.client}<small> {of.account}{of.is_bus && t(", khóa dòng lệnh")}</small></th>
      <td data-label={t("Được làm")}>{of.areas.map(nameOf).join(", ")}</td>
      <td data-label={t("Cho đơn vị")}>{unitsOf(of)}</td>
      <td data-label={t("Hạn")}>{day(of.valid_until)} <Badge tone={tone}>{word}</Badge></td>
      <td data-label={t("Dùng gần nhất")}>{of.last_used_at ? moment(of.last_used_at) : "–"}</td>
      <td data-label={t("Người cấp")}>{of.created_by ?? t("dòng lệnh")}, {moment(of.created_at)}{of.revoked_at && <small> {t("thu hồi {at}", { at: moment(of.revoked_at) })}{of.revoked_by && `, ${of.revoked_by}`}</small>}</td>
      <td>{of.state !== "revoked" && <button type="button" onClick={revoke} aria-label={t("Thu hồi khóa của {client}", { client: of.client })}>{t("Thu hồi")}</button>}</td>
    </tr>
  );
}

export function AccessKeysPage({ campaign }: { campaign: string }) {
  const list = useFresh<Keys>("/access-keys", () => false);
  const [isNew, setNew] = useState(false);
  const [made, setMade] = useState<WithToken | null>(null);
  const [ended, setEnded] = useState<Key | null>(null);
  const keys = list.data;
  return (
    <main class="wide">
      <Head title={t("Khóa truy cập")}>{keys && keys.accounts.length > 0 && <button type="button" class="main" onClick={() => setNew(true)}>{t("Cấp khóa")}</button>}</Head>
      <p>{t("Hệ thống khác kết nối bằng khóa truy cập: được làm gì, cho đơn vị nào, đến ngày nào.")}</p>
      {list.problem && <Trouble problem={list.problem} retry={list.reload} />}
      {!keys && !list.problem && <Waiting />}
      {keys?.accounts.length === 0 && <p>{t("Chưa có tài khoản vai trò hệ thống. Tạo ở mục Tài khoản trước khi cấp khóa.")}</p>}
      {keys?.items.length === 0 && <p>{t("Chưa cấp khóa nào.")}</p>}
      {keys && keys.items.length > 0 && (
        <table class="accounts access-keys">
          <thead><tr><th scope="col">{t("Hệ thống")}</th><th scope="col">{t("Được làm")}</th><th scope="col">{t("Cho đơn vị")}</th><th scope="col">{t("Hạn")}</th><th scope="col">{t("Dùng gần nhất")}</th><th scope="col">{t("Người cấp")}</th><th scope="col">{t("Việc")}</th></tr></thead>
          <tbody>{keys.items.map((key) => <Row key={key.id} of={key} revoke={() => setEnded(key)} />)}</tbody>
        </table>
      )}
      {isNew && keys && <Form of={keys} campaign={campaign} close={() => setNew(false)} done={(key) => { setNew(false); setMade(key); list.reload(); }} />}
      {made && <TokenDialog made={made} close={() => setMade(null)} />}
      {ended && <RevokeDialog of={ended} close={() => setEnded(null)} done={() => { setEnded(null); list.reload(); }} />}
    </main>
  );
}
