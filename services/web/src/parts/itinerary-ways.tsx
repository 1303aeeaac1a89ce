// itinerary-ways.tsx — the kilometres between units, as a table that is pasted from a spreadsheet: the first row
// and the first column name the start and the units, by name or code.
import type { Schemas } from "../api";
import { t } from "../words";
import { TextField } from "./text-field";

export type Ways = NonNullable<Schemas["ItineraryAsked"]["ways"]>;
interface Named { unit: string; name: string }

export function tableOf(ways: Ways | undefined, names: Named[]): string {
  if (!ways) {
    return "";
  }
  const heads = [t("Nơi xuất phát"), ...ways.units.map((unit) => names.find((one) => one.unit === unit)?.name ?? unit)];
  return [["", ...heads], ...ways.km.map((row, at) => [heads[at], ...row])].map((row) => row.join("\t")).join("\n");
}

// The table, or what is wrong with it; nothing typed: no table.
export function waysOf(text: string, names: Named[]): { ways: Ways | undefined; fault: string | null } {
  const rows = text.split("\n").map((line) => line.replace(/\r$/, "").split(/\t|;/).map((cell) => cell.trim())).filter((row) => row.some(Boolean));
  const wrong = (fault: string) => ({ ways: undefined, fault });
  if (rows.length === 0) {
    return { ways: undefined, fault: null };
  }
  const heads = (rows[0] ?? []).slice(2);
  const units = heads.map((head) => names.find((one) => one.unit === head || one.name === head)?.unit);
  const unknown = units.indexOf(undefined);
  if (unknown >= 0 || heads.length === 0) {
    return wrong(t("Không nhận ra đơn vị “{name}” ở dòng đầu.", { name: heads[unknown] ?? "" }));
  }
  const km = rows.slice(1).map((row) => row.slice(1).map((cell) => (/^\d{1,5}$/.test(cell) ? Number(cell) : NaN)));
  const faulty = km.findIndex((row) => row.length !== heads.length + 1 || row.some(Number.isNaN));
  if (km.length !== heads.length + 1 || faulty >= 0) {
    return wrong(t("Dòng {row} phải có {count} số km nguyên.", { row: faulty < 0 ? rows.length : faulty + 2, count: heads.length + 1 }));
  }
  return { ways: { units: units.map(String), km }, fault: null };
}

export function WaysField({ names, text, fault, change }: { names: Named[]; text: string; fault: string | null; change: (text: string) => void }) {
  return (
    <details open={text !== "" || undefined}>
      <summary>{t("Bảng quãng đường (km)")}</summary>
      <TextField label={t("Dán từ bảng tính")} rows={6} value={text} change={change} fault={fault}
        hint={t("Dòng đầu và cột đầu: nơi xuất phát, rồi tên hoặc mã từng đơn vị theo cùng thứ tự; hai chiều bằng nhau, đường chéo là 0.")} />
      {text === "" && <button type="button" onClick={() => change(tableOf({ units: names.map((one) => one.unit), km: [...names, 0].map(() => [...names, 0].map(() => 0)) }, names))}>{t("Điền bảng trống của {count} đơn vị", { count: names.length })}</button>}
    </details>
  );
}
