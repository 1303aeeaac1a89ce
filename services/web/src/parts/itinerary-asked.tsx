// itinerary-asked.tsx — what is asked of an itinerary: its days, the load of teams, what is fixed,
// who is busy when, which units go together or are seen in one session, and the ways between them.
import { useState } from "preact/hooks";
import type { Schemas } from "../api";
import { DateField } from "./date-field";
import { HALVES, longDay, Plan } from "./itinerary-grid";
import { tableOf, Ways, WaysField, waysOf } from "./itinerary-ways";
import { Panel } from "./panel";
import { t } from "../words";

type Asked = Omit<Schemas["ItineraryAsked"], "seen">;
type Kind = "fixed" | "unit_off" | "team_off";
interface Line { kind: Kind; unit?: string; team?: string; day?: string; half?: "morning" | "afternoon" | "day" }
interface UnitRow { sessions: string; samples: string; group: string; joint: string }
const BLANK: UnitRow = { sessions: "", samples: "", group: "", joint: "" };

const KINDS: Record<Kind, string> = { fixed: t("Ấn định"), unit_off: t("Đơn vị bận"), team_off: t("Đoàn bận") };

function linesOf(asked: Asked): Line[] {
  return (Object.keys(KINDS) as Kind[]).flatMap((kind) => (asked[kind] ?? []).map((one) => ({ kind, ...one })));
}

function rowsOf(asked: Asked, units: string[]): Record<string, UnitRow> {
  return Object.fromEntries(units.map((unit) => {
    const said = asked.units?.find((one) => one.unit === unit);
    const group = asked.groups?.findIndex((one) => one.includes(unit)) ?? -1;
    const joint = asked.together?.findIndex((one) => one.units.includes(unit)) ?? -1;
    return [unit, { sessions: String(said?.sessions ?? ""), samples: String(said?.samples ?? ""), group: group < 0 ? "" : String(group + 1), joint: joint < 0 ? "" : String(joint + 1) }];
  }));
}

const without = (line: Line, ...keys: (keyof Line)[]) => Object.fromEntries(Object.entries(line).filter(([key, value]) => value && !keys.includes(key as keyof Line)));

// The units with the same number, a list for each.
function gathered(rows: Record<string, UnitRow>, key: "group" | "joint"): string[][] {
  return [...new Set(Object.values(rows).map((row) => row[key]).filter(Boolean))].sort((a, b) => Number(a) - Number(b))
    .map((number) => Object.keys(rows).filter((unit) => rows[unit]?.[key] === number));
}

function askedOf(before: Asked, head: Asked, lines: Line[], rows: Record<string, UnitRow>, ways: Ways | undefined): Asked {
  const sessionsOf = (units: string[]) => before.together?.find((one) => one.units.some((unit) => units.includes(unit)))?.sessions;
  return {
    ...before, ...head, ways, groups: gathered(rows, "group"),
    together: gathered(rows, "joint").map((units) => ({ units, ...(sessionsOf(units) && { sessions: sessionsOf(units) }) })),
    units: Object.entries(rows).filter(([, row]) => row.sessions || row.samples)
      .map(([unit, row]) => ({ unit, ...(row.sessions && { sessions: Number(row.sessions) }), ...(row.samples && { samples: Number(row.samples) }) })),
    fixed: lines.filter((one) => one.kind === "fixed" && one.unit).map((one) => without(one, "kind") as { unit: string }),
    unit_off: lines.filter((one) => one.kind === "unit_off" && one.unit && one.day).map((one) => without(one, "kind", "team") as { unit: string; day: string }),
    team_off: lines.filter((one) => one.kind === "team_off" && one.team && one.day).map((one) => without(one, "kind", "unit") as { team: string; day: string }),
  };
}

function LineRow({ plan, line, change, remove }: { plan: Plan; line: Line; change: (line: Line) => void; remove: () => void }) {
  const names = [...plan.visits, ...plan.unplaced].sort((a, b) => a.name.localeCompare(b.name, "vi"));
  const value = (event: { currentTarget: HTMLSelectElement }) => event.currentTarget.value || undefined;
  return (
    <li class="asked-line">
      <select aria-label={t("Loại yêu cầu")} value={line.kind} onChange={(event) => change({ ...line, kind: event.currentTarget.value as Kind })}>
        {(Object.keys(KINDS) as Kind[]).map((kind) => <option key={kind} value={kind}>{KINDS[kind]}</option>)}
      </select>
      {line.kind !== "team_off" && (
        <select aria-label={t("Đơn vị")} value={line.unit ?? ""} onChange={(event) => change({ ...line, unit: value(event) })}>
          <option value="">{t("Chọn đơn vị")}</option>{names.map((one) => <option key={one.unit} value={one.unit}>{one.name}</option>)}
        </select>
      )}
      {line.kind !== "unit_off" && (
        <select aria-label={t("Đoàn")} value={line.team ?? ""} onChange={(event) => change({ ...line, team: value(event) })}>
          <option value="">{line.kind === "fixed" ? t("Đoàn nào cũng được") : t("Chọn đoàn")}</option>{plan.teams.map((one) => <option key={one.team} value={one.team}>{one.name}</option>)}
        </select>
      )}
      <select aria-label={t("Ngày")} value={line.day ?? ""} onChange={(event) => change({ ...line, day: value(event) })}>
        <option value="">{line.kind === "fixed" ? t("Ngày nào cũng được") : t("Chọn ngày")}</option>
        {plan.days.filter((one) => !one.off || one.day === line.day).map((one) => <option key={one.day} value={one.day}>{longDay(one.day)}</option>)}
      </select>
      <select aria-label={t("Buổi")} value={line.half ?? ""} onChange={(event) => change({ ...line, half: value(event) as Line["half"] })}>
        <option value="">{t("Cả ngày hoặc bất kỳ")}</option>{(["morning", "afternoon"] as const).map((half) => <option key={half} value={half}>{HALVES[half]}</option>)}
      </select>
      <button type="button" onClick={remove} aria-label={t("Bỏ yêu cầu")}>✕</button>
    </li>
  );
}

function Units({ plan, rows, change }: { plan: Plan; rows: Record<string, UnitRow>; change: (rows: Record<string, UnitRow>) => void }) {
  const names = [...plan.visits, ...plan.unplaced].sort((a, b) => a.unit.localeCompare(b.unit));
  const cell = (unit: string, key: keyof UnitRow, label: string, most: number) => (
    <td data-label={label}><input type="number" min={key === "samples" ? 0 : 1} max={most} aria-label={label} value={rows[unit]?.[key] ?? ""}
      onInput={(event) => change({ ...rows, [unit]: { ...BLANK, ...rows[unit], [key]: event.currentTarget.value } })} /></td>
  );
  return (
    <table class="asked-units">
      <thead><tr><th>{t("Đơn vị")}</th><th>{t("Số buổi")}</th><th>{t("Số cơ sở xuống")}</th><th>{t("Nhóm đi chung")}</th><th>{t("Làm việc tập trung")}</th></tr></thead>
      <tbody>{names.map((one) => (
        <tr key={one.unit}><th scope="row">{one.name}</th>
          {cell(one.unit, "sessions", t("Số buổi của {unit}", { unit: one.name }), 2)}
          {cell(one.unit, "samples", t("Số cơ sở của {unit}", { unit: one.name }), 100)}
          {cell(one.unit, "group", t("Nhóm của {unit}", { unit: one.name }), 99)}
          {cell(one.unit, "joint", t("Buổi tập trung của {unit}", { unit: one.name }), 99)}
        </tr>
      ))}</tbody>
    </table>
  );
}

function Form({ plan, save }: { plan: Plan; save: (asked: Asked) => Promise<boolean> }) {
  const before = (plan.demands ?? {}) as Asked;
  const units = [...plan.visits, ...plan.unplaced].map((one) => one.unit);
  const [head, setHead] = useState<Asked>({ from: before.from ?? plan.days[0]?.day, to: before.to ?? plan.days[plan.days.length - 1]?.day, weekends: before.weekends, holidays: before.holidays, loads: before.loads });
  const [lines, setLines] = useState(linesOf(before));
  const [rows, setRows] = useState(rowsOf(before, units));
  const names = [...plan.visits, ...plan.unplaced].sort((a, b) => a.unit.localeCompare(b.unit));
  const [table, setTable] = useState(tableOf(before.ways, names));
  const [fault, setFault] = useState<string | null>(null);
  const [isSaving, setSaving] = useState(false);
  const load = (team: string, sessions: number) => setHead({ ...head, loads: [...(head.loads ?? []).filter((one) => one.team !== team), { team, sessions }] });
  const submit = async (event: Event) => {
    event.preventDefault();
    const read = waysOf(table, names);
    setFault(read.fault);
    if (read.fault) {
      return;
    }
    setSaving(true);
    await save(askedOf(before, head, lines, rows, read.ways));
    setSaving(false);
  };
  return (
    <form class="asked" onSubmit={(event) => void submit(event)}>
      <div class="filters">
        <DateField label={t("Từ ngày")} value={head.from ?? ""} change={(from) => setHead({ ...head, from: from || undefined })} />
        <DateField label={t("Đến ngày")} value={head.to ?? ""} change={(to) => setHead({ ...head, to: to || undefined })} />
        {plan.teams.map((team) => (
          <label key={team.team}>{t("Số buổi mỗi ngày: {team}", { team: team.name })}<select value={head.loads?.find((one) => one.team === team.team)?.sessions ?? 2}
            onChange={(event) => load(team.team, Number(event.currentTarget.value))}><option value={2}>2</option><option value={1}>1</option></select></label>
        ))}
      </div>
      <label class="check"><input type="checkbox" checked={!!head.weekends} onChange={(event) => setHead({ ...head, weekends: event.currentTarget.checked })} />{t("Làm cả thứ Bảy, Chủ nhật")}</label>
      <label class="check"><input type="checkbox" checked={!!head.holidays} onChange={(event) => setHead({ ...head, holidays: event.currentTarget.checked })} />{t("Làm cả ngày lễ")}</label>
      <ul class="plain">{lines.map((line, n) => (
        <LineRow key={n} plan={plan} line={line} change={(changed) => setLines(lines.map((one, at) => (at === n ? changed : one)))} remove={() => setLines(lines.filter((_, at) => at !== n))} />
      ))}</ul>
      <button type="button" onClick={() => setLines([...lines, { kind: "fixed" }])}>{t("Thêm ngày ấn định hoặc ngày bận")}</button>
      <Units plan={plan} rows={rows} change={setRows} />
      <p class="quiet">{t("Đơn vị cùng số ở cột Nhóm đi chung được xếp gần nhau; cùng số ở cột Làm việc tập trung thì cùng một buổi, một nơi.")} {before.ways ? t("Đã có bảng quãng đường của {count} đơn vị.", { count: before.ways.units.length }) : t("Chưa có bảng quãng đường: các đơn vị cùng nhóm đi chung được xếp gần nhau.")}</p>
      <WaysField names={names} text={table} fault={fault} change={setTable} />
      <button type="submit" disabled={isSaving}>{t("Lưu yêu cầu")}</button>
    </form>
  );
}

export function ItineraryAsked({ plan, save }: { plan: Plan; save: (asked: Asked) => Promise<boolean> }) {
  return <Panel name="yeu-cau" title={t("Yêu cầu của lịch")}>{() => <Form plan={plan} save={save} />}</Panel>;
}
