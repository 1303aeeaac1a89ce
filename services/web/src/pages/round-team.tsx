// round-team.tsx — a team of an inspection round: who, with which task, at which units; who may not
// inspect which unit stands beside the choice, before anything is saved.
import { useEffect, useState } from "preact/hooks";
import { ask, Problem, problemOf, Schemas, send } from "../api";
import { day } from "../format";
import { useFresh } from "../live";
import { Dialog, Trouble, Waiting } from "../parts/common";
import { DateField } from "../parts/date-field";
import { Failed, Head } from "../parts/head";
import { Others } from "../parts/others";
import { POSTS, Round, Team } from "../parts/round-words";
import { SelectSearch } from "../parts/select-search";
import { TextField } from "../parts/text-field";
import { Fields, useTypedForm } from "../parts/typed-form";
import { at, go } from "../place";
import { t } from "../words";

type Inspector = Schemas["RoundInspectors"]["items"][number];
interface Member { username: string; post: string; task: string }
type Days = Record<string, string>; // of the units that the team inspects; "": no day yet
type FaultOf = (field: string) => string | null;

const read = <T,>(text: string | undefined): T => JSON.parse(text ?? "") as T;

function fieldsOf(team: Team | undefined, name: string): Fields {
  return {
    name: team?.name ?? name,
    members: JSON.stringify(team?.members.map(({ username, post, task }) => ({ username, post, task })) ?? [{ username: "", post: "head", task: "" }]),
    units: JSON.stringify(Object.fromEntries([...team?.units ?? []].sort((a, b) => a.code.localeCompare(b.code)).map((unit) => [unit.code, unit.visited_on ?? ""]))),
  };
}

function bodyOf(fields: Fields, seen: number) {
  return {
    seen, name: fields["name"]?.trim(), members: read<Member[]>(fields["members"]),
    units: Object.entries(read<Days>(fields["units"])).map(([unit, visited_on]) => ({ unit, visited_on: visited_on || undefined })),
  };
}

// Why a member may not inspect a unit of the team; at the member, and at the unit.
function Against({ of }: { of: { unit: string; reason: string }[] }) {
  return of.length === 0 ? null : <div class="against" role="status"><ul class="plain">{of.map((one) => <li key={one.unit + one.reason}>{one.reason}</li>)}</ul></div>;
}

function MemberRow({ member, at: place, inspectors, taken, units, change, remove, faultOf }: {
  member: Member; at: number; inspectors: Inspector[]; taken: string[]; units: Days; change: (part: Partial<Member>) => void; remove: (() => void) | null; faultOf: FaultOf;
}) {
  const who = inspectors.find((one) => one.username === member.username);
  const clashes = who?.against.filter((one) => one.unit in units) ?? [];
  const about = (one: Inspector) => (one.against.length > 0 ? t("không kiểm tra được {count} đơn vị", { count: one.against.length }) : undefined);
  return (
    <li class="team-member">
      <SelectSearch label={t("Người thứ {count}", { count: place + 1 })} required value={member.username} change={(username) => change({ username })}
        options={inspectors.filter((one) => one.username === member.username || !taken.includes(one.username)).map((one) => ({ value: one.username, name: one.full_name || one.username, about: about(one) }))}
        fault={faultOf(`members[${place}].username`) ?? (clashes.length > 0 ? t("Không được kiểm tra {count} đơn vị đã chọn cho đoàn này.", { count: clashes.length }) : null)} />
      <label>{t("Trong đoàn")}<select value={member.post} onChange={(event) => change({ post: event.currentTarget.value })}>{Object.entries(POSTS).map(([post, name]) => <option value={post}>{name}</option>)}</select></label>
      <TextField label={t("Nhiệm vụ")} value={member.task} change={(task) => change({ task })} most={4000} />
      {remove && <button type="button" onClick={remove}>{t("Bỏ ra")}</button>}
      {who && <Against of={who.against} />}
    </li>
  );
}

function Members({ of, inspectors, units, change, faultOf }: { of: Member[]; inspectors: Inspector[]; units: Days; change: (of: Member[]) => void; faultOf: FaultOf }) {
  const fault = faultOf("members");
  return (
    <section aria-label={t("Thành viên")}>
      <h2>{t("Thành viên")}</h2>
      {fault && <p class="fault" role="alert" tabIndex={-1} aria-invalid>{fault}</p>}
      <ul class="plain">
        {of.map((member, place) => (
          <MemberRow key={place} member={member} at={place} inspectors={inspectors} units={units} taken={of.map((one) => one.username)} faultOf={faultOf}
            change={(part) => change(of.map((one, n) => (n === place ? { ...one, ...part } : one)))} remove={of.length > 1 ? () => change(of.filter((_, n) => n !== place)) : null} />
        ))}
      </ul>
      <p><button type="button" onClick={() => change([...of, { username: "", post: of.some((one) => one.post === "secretary") ? "member" : "secretary", task: "" }])}>{t("Thêm người")}</button></p>
    </section>
  );
}

function UnitRow({ unit, days, against, other, round, change, fault }: {
  unit: Round["units"][number]; days: Days; against: { unit: string; reason: string }[]; other: string | null; round: Round; change: (days: Days) => void; fault: string | null;
}) {
  const isIn = unit.code in days;
  const toggle = () => {
    const { [unit.code]: _, ...rest } = days;
    change(isIn ? rest : { ...days, [unit.code]: unit.visited_on ?? "" });
  };
  return (
    <li class={against.length > 0 ? "clash" : ""}>
      <label class="check"><input type="checkbox" checked={isIn} disabled={other !== null} onChange={toggle} /> <span>{unit.name}{other && <small> {t("của {name}", { name: other })}</small>}</span></label>
      {isIn && <DateField label={t("Ngày làm việc")} value={days[unit.code] ?? ""} min={round.period_from} max={round.period_to} change={(visited) => change({ ...days, [unit.code]: visited })} />}
      {fault && <em class="fault" role="alert">{fault}</em>}
      <Against of={against} />
    </li>
  );
}

function RemoveDialog({ team, path, back, close }: { team: Team; path: string; back: string; close: () => void }) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const remove = () => ask(path, { method: "DELETE" }).then(() => go(back), (error) => setProblem(problemOf(error)));
  return (
    <Dialog title={t("Bỏ {name}", { name: team.name })} close={close}>
      {problem && <Trouble problem={problem} />}
      <p>{t("{count} đơn vị của đoàn sẽ không còn đoàn kiểm tra; thành viên thôi đọc hồ sơ của các đơn vị ấy.", { count: team.units.length })}</p>
      <div class="start-acts"><button type="button" onClick={close}>{t("Giữ lại")}</button><button type="button" class="main" onClick={() => void remove()}>{t("Bỏ đoàn này")}</button></div>
    </Dialog>
  );
}

const NAMES: Record<string, string> = { name: t("Tên đoàn"), members: t("Thành viên"), units: t("Đơn vị") };

function TeamForm({ campaign, round, team, code, inspectors, changed }: { campaign: string; round: Round; team: Team | undefined; code: string; inspectors: Inspector[]; changed: () => void }) {
  const typed = useTypedForm(`team-${campaign}-${round.code}-${team ? code : ""}`, fieldsOf(team, t("Đoàn kiểm tra số {number}", { number: code })), team?.version ?? 0);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isRemoving, setRemoving] = useState(false);
  const back = at(`/kiem-tra/${round.code}`);
  const path = `/campaigns/${campaign}/rounds/${round.code}/teams/${code}`;
  const members = read<Member[]>(typed.fields["members"]);
  const days = read<Days>(typed.fields["units"]);
  const order = Object.keys(days);
  useEffect(() => document.querySelector<HTMLElement>("form [role=alert][tabindex], form [aria-invalid]")?.focus(), [problem]);
  const save = async (event: Event) => {
    event.preventDefault();
    try {
      await send(path, bodyOf(typed.fields, typed.version), "PUT");
      typed.forget();
      go(back);
    } catch (error) {
      const refused = problemOf(error);
      setProblem(refused.code === "round.changed" ? null : refused);
      changed();
    }
  };
  const isOthers = (unit: Round["units"][number]) => unit.team !== null && unit.team !== team?.code;
  const faultOf: FaultOf = (field) => (problem?.field === field ? `${problem.detail} ${problem.mend}` : null);
  const chosen = inspectors.filter((one) => members.some((member) => member.username === one.username));
  const nameOf = (username: string) => inspectors.find((one) => one.username === username)?.full_name ?? username;
  const show = (field: string, value: string) => (field === "members" ? read<Member[]>(value).map((one) => nameOf(one.username)).join(", ")
    : field === "units" ? Object.entries(read<Days>(value)).map(([unit, on]) => `${unit} ${on && day(on)}`).join(", ") : value);
  return (
    <form class="round-form" onSubmit={(event) => void save(event)}>
      {problem && <Trouble problem={problem} />}
      <Others of={typed.others} nameOf={(field) => NAMES[field] ?? field} show={show} take={typed.take} />
      <TextField label={t("Tên đoàn")} required most={200} value={typed.fields["name"] ?? ""} change={(name) => typed.change({ name })} fault={faultOf("name")} />
      <Members of={members} inspectors={inspectors} units={days} change={(of) => typed.change({ members: JSON.stringify(of) })} faultOf={faultOf} />
      <section aria-label={t("Đơn vị")}>
        <h2>{t("Đơn vị")}</h2>
        <p class="quiet">{t("Đã chọn {count} trên {all}.", { count: order.length, all: round.units.length })}</p>
        <ul class="plain team-units">
          {[...round.units].sort((a, b) => Number(isOthers(a)) - Number(isOthers(b)) || a.name.localeCompare(b.name, "vi")).map((unit) => (
            <UnitRow key={unit.code} unit={unit} days={days} round={round} other={isOthers(unit) ? round.teams.find((one) => one.code === unit.team)?.name ?? unit.team : null}
              against={unit.code in days ? chosen.flatMap((one) => one.against.filter((tie) => tie.unit === unit.code)) : []}
              fault={faultOf(`units[${order.indexOf(unit.code)}].unit`) ?? faultOf(`units[${order.indexOf(unit.code)}].visited_on`)}
              change={(next) => typed.change({ units: JSON.stringify(Object.fromEntries(Object.entries(next).sort(([a], [b]) => a.localeCompare(b)))) })} />
          ))}
        </ul>
      </section>
      <div class="start-acts">
        <a class="button" href={back} onClick={typed.forget}>{typed.isTyped ? t("Bỏ phần đã sửa") : t("Quay lại")}</a>
        {team && <button type="button" onClick={() => setRemoving(true)}>{t("Bỏ đoàn này")}…</button>}
        <button class="main">{t("Lưu đoàn")}</button>
      </div>
      {team && isRemoving && <RemoveDialog team={team} path={path} back={back} close={() => setRemoving(false)} />}
    </form>
  );
}

export function TeamPage({ campaign, code, team: wanted }: { campaign: string; code: string; team: string | undefined }) {
  const path = `/campaigns/${campaign}/rounds/${code}`;
  const { data, problem, reload } = useFresh<Round>(path, (cell) => !cell.unit);
  const inspectors = useFresh<Schemas["RoundInspectors"]>(`${path}/inspectors`, (cell) => !cell.unit);
  const failure = problem ?? inspectors.problem;
  if (!data || !inspectors.data) {
    return failure ? <Failed problem={failure} retry={reload} /> : <main><Waiting /></main>;
  }
  const team = data.teams.find((one) => one.code === wanted);
  const free = String(Array.from({ length: data.teams.length + 1 }, (_, n) => n + 1).find((n) => !data.teams.some((one) => one.code === String(n))));
  const mayEdit = data.may_write && !["concluded", "closed"].includes(data.state);
  const changed = () => { reload(); inspectors.reload(); };
  return (
    <main>
      <Head title={team?.name ?? t("Lập đoàn kiểm tra")} sub={data.title} back={[at(`/kiem-tra/${code}`), t("Cuộc kiểm tra")]} />
      {mayEdit ? <TeamForm key={wanted ?? ""} campaign={campaign} round={data} team={team} code={team ? team.code : free} inspectors={inspectors.data.items} changed={changed} />
        : <p class="notice">{t("Đoàn kiểm tra chỉ sửa được trước khi kết luận.")}</p>}
    </main>
  );
}
