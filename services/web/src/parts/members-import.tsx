// members-import.tsx — uploads an export of the member software; if its columns are new, a person
// gives their meaning; then it shows the score and what to fix.
import { useEffect, useState } from "preact/hooks";
import { ask, Problem, problemOf, Schemas, send, upload } from "../api";
import { today } from "../format";
import { t } from "../words";
import { Trouble, Waiting } from "./common";
import { DateField } from "./date-field";
import { FileField } from "./file-field";
import { NumberField } from "./number-field";

type Sheet = Schemas["MemberSheet"];
type Field = Schemas["MemberField"];
type Layout = Schemas["MemberLayout"];
type Import = Schemas["MemberImport"];
type Chosen = Record<string, Record<string, string>>;       // sheet -> heading -> field

// The first column of a field keeps it, so that no field is chosen twice.
function guessed(layout: Layout): Chosen {
  return Object.fromEntries(layout.sheets.map((sheet) => [sheet.id,
    Object.fromEntries(sheet.columns.map((column) => [column.heading, column.field ?? ""]))]));
}

function SheetColumns({ of, fields, chosen, choose }: {
  of: Sheet; fields: Field[]; chosen: Record<string, string>; choose: (heading: string, field: string) => void;
}) {
  const used = Object.values(chosen);
  const isList = used.includes("full_name");
  const missing = fields.filter((field) => field.needed && !used.includes(field.code));
  return (
    <fieldset>
      <legend>{t("Trang tính “{sheet}”, tiêu đề ở dòng {row}", { sheet: of.sheet || "CSV", row: of.row })}</legend>
      <div class="columns">
        {of.columns.map((column) => (
          <label>{t("Cột “{name}”", { name: column.name })}
            <select value={chosen[column.heading] ?? ""} onChange={(event) => choose(column.heading, event.currentTarget.value)}>
              <option value="">{t("Bỏ qua")}</option>
              {fields.map((field) => (
                <option value={field.code} disabled={chosen[column.heading] !== field.code && used.includes(field.code)}>
                  {field.name}{field.needed && ` ${t("(bắt buộc)")}`}
                </option>
              ))}
            </select>
          </label>
        ))}
      </div>
      {missing.length > 0 && (isList || !used.includes("operation_on")) &&
        <p class="count mend">{t("Trường bắt buộc chưa có cột: {names}.", { names: missing.map((field) => field.name).join(", ") })}</p>}
    </fieldset>
  );
}

function Mapping({ base, of, told }: { base: string; of: Import & { layout: Layout }; told: () => void }) {
  const [chosen, setChosen] = useState<Chosen>(() => guessed(of.layout));
  const [problem, setProblem] = useState<Problem | null>(null);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setProblem(null);
    const sheets = Object.fromEntries(Object.entries(chosen).map(([id, fields]) =>
      [id, Object.fromEntries(Object.entries(fields).filter(([, field]) => field))]));
    try {
      await send(`${base}/imports/${of.id}`, { sheets }, "PUT");
      told();
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  return (
    <form class="card mapping" onSubmit={submit}>
      <h3>{t("Mẫu cột của “{file}” chưa được khai báo", { file: of.file })}</h3>
      <p>{t("Chọn mỗi cột là trường nào. Chỉ phải làm một lần: lần sau tệp cùng mẫu được đọc ngay.")}</p>
      {of.layout.sheets.map((sheet) => (
        <SheetColumns of={sheet} fields={of.layout.fields} chosen={chosen[sheet.id] ?? {}}
          choose={(heading, field) => setChosen({ ...chosen, [sheet.id]: { ...chosen[sheet.id], [heading]: field } })} />
      ))}
      {problem && <Trouble problem={problem} />}
      <button class="main">{t("Dùng cách hiểu này và đọc tệp")}</button>
    </form>
  );
}

// Follows one export until it is done.
export function MemberImport({ base, id, over }: { base: string; id: string; over: () => void }) {
  const [one, setOne] = useState<Import | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [looks, setLooks] = useState(0);
  const isOpen = !one || one.state === "accepted";
  useEffect(() => {
    if (!isOpen) {
      return;
    }
    const timer = setTimeout(async () => {
      try {
        const next = await ask<Import>(`${base}/imports/${id}`);
        setOne(next);
        setProblem(null);
        if (next.state === "done") {
          over();
        }
      } catch (error) {
        setProblem(problemOf(error));
      }
      setLooks(looks + 1);
    }, looks === 0 ? 200 : 800);
    return () => clearTimeout(timer);
  }, [id, isOpen, looks]);
  if (problem) {
    return <Trouble problem={problem} />;
  }
  if (!one || one.state === "accepted") {
    return <Waiting />;
  }
  if (one.state === "needs_mapping" && one.layout) {
    return <Mapping base={base} of={{ ...one, layout: one.layout }} told={() => { setOne(null); setLooks(0); }} />;
  }
  return one.problem
    ? <div class="notice bad" role="alert"><strong>{t("Không nhận được “{file}”: {message}", { file: one.file, message: one.problem.message })}</strong> {one.problem.mend}</div>
    : <p role="status">{one.state === "done" ? t("Đã đọc “{file}”. Dữ liệu đoàn viên trong tệp đã được xóa, chỉ giữ con số và vị trí cần sửa.", { file: one.file }) : t("“{file}” đã bỏ vì quá 7 ngày chưa khai báo cột.", { file: one.file })}</p>;
}

export function MemberUpload({ base, sent }: { base: string; sent: (id: string) => void }) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const [share, setShare] = useState<number | null>(null);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const given = new FormData(event.target as HTMLFormElement);
    const own = String(given.get("own") ?? "");
    const form = new FormData();
    form.append("export", new Blob([JSON.stringify({ as_of: given.get("as_of"), own_figure: own === "" ? null : Number(own) })], { type: "application/json" }));
    form.append("file", given.get("file") as File);
    setProblem(null);
    setShare(0);
    try {
      sent((await upload<{ id: string }>(`${base}/imports`, form, crypto.getRandomValues(new Uint32Array(4)).join("-"), setShare)).id);
    } catch (error) {
      setProblem(problemOf(error));
    }
    setShare(null);
  };
  return (
    <form class="card upload" onSubmit={submit}>
      <h3>{t("Nộp tệp xuất từ phần mềm")}</h3>
      <FileField label={t("Tệp .xlsx hoặc .csv")} name="file" required accept=".xlsx,.csv" />
      <div class="filters">
        <DateField label={t("Ngày xuất dữ liệu")} name="as_of" required max={today()} />
        <NumberField label={t("Số đoàn viên theo sổ của đơn vị")} name="own" whole min={0} max={10000000} />
      </div>
      {problem && <Trouble problem={problem} />}
      {share !== null && <progress max={1} value={share} aria-label={t("Đang gửi")} />}
      <button class="main" disabled={share !== null}>{t("Nộp tệp")}</button>
    </form>
  );
}
