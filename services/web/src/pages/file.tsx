// file.tsx — files a piece.  The draft and its key are kept until the answer is there,
// so that sending again after a lost answer doubles nothing.
import { useEffect, useState } from "preact/hooks";
import { Account, Campaign, Problem, Refused, upload } from "../api";
import { KINDS } from "../format";
import { useFresh } from "../live";
import { go } from "../router";
import { Trouble, Waiting } from "../parts/common";

interface Draft {
  key: string; unit: string; criteria: string[]; kind: string; title: string; occurred_on: string;
  document_symbol: string; link: string; text: string; figures: string;
}

function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function emptyDraft(account: Account): Draft {
  return {
    key: newKey(), unit: account.unit ?? "", criteria: [], kind: "document", title: "",
    occurred_on: new Date().toISOString().slice(0, 10), document_symbol: "", link: "", text: "", figures: "",
  };
}

function readDraft(account: Account): Draft {
  try {
    return { ...emptyDraft(account), ...JSON.parse(localStorage.getItem(`draft-${account.username}`) ?? "{}") };
  } catch {
    return emptyDraft(account);
  }
}

// "nam = 12" a line.
function figuresOf(text: string): { name: string; value: string }[] {
  return text.split("\n").filter((line) => line.trim()).map((line) => {
    const at = line.lastIndexOf("=");
    return { name: line.slice(0, at < 0 ? undefined : at).trim(), value: at < 0 ? "" : line.slice(at + 1).trim().replace(",", ".") };
  });
}

export function FilePage({ account, campaign }: { account: Account; campaign: string }) {
  const { data, problem: loading } = useFresh<Campaign>(`/campaigns/${campaign}`, () => false);
  const [draft, setDraft] = useState<Draft>(() => readDraft(account));
  const [files, setFiles] = useState<File[]>([]);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [share, setShare] = useState<number | null>(null);
  useEffect(() => localStorage.setItem(`draft-${account.username}`, JSON.stringify(draft)), [draft]);

  // Other content is another piece: it gets a key of its own.
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part, key: newKey() });
  const text = (name: "title" | "occurred_on" | "document_symbol" | "link" | "text" | "figures") => ({
    value: draft[name],
    onInput: (event: Event) => change({ [name]: (event.target as HTMLInputElement).value }),
    "aria-invalid": problem?.field?.startsWith(name) ? true : undefined,
  });

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const { key, figures, ...rest } = draft;
    const form = new FormData();
    form.append("evidence", new Blob([JSON.stringify({ campaign, ...rest, figures: figuresOf(figures) })], { type: "application/json" }));
    files.forEach((file) => form.append("file", file, file.name));
    setProblem(null);
    setShare(0);
    try {
      const answer = await upload<{ id: string }>("/evidence", form, key, setShare);
      localStorage.removeItem(`draft-${account.username}`);
      go(`/minh-chung/${answer.id}`);
    } catch (error) {
      setProblem(error instanceof Refused ? error.problem : null);
    }
    setShare(null);
  };

  if (!data) {
    return <main>{loading ? <Trouble problem={loading} /> : <Waiting />}</main>;
  }
  const units = data.units.filter((unit) => unit.readable);
  return (
    <main class="narrow">
      <h1>Nộp minh chứng</h1>
      <form class="card" onSubmit={submit}>
        <label>Đơn vị
          <select required value={draft.unit} onChange={(event) => change({ unit: event.currentTarget.value })}>
            <option value="">Chọn đơn vị</option>
            {units.map((unit) => <option value={unit.code}>{unit.name}</option>)}
          </select>
        </label>
        <label>Tiêu chí
          <select required value={draft.criteria[0] ?? ""} onChange={(event) => change({ criteria: [event.currentTarget.value].filter(Boolean) })}>
            <option value="">Chọn tiêu chí</option>
            {data.criteria.filter((row) => row.level === "criterion").sort((a, b) => a.code.localeCompare(b.code, "vi", { numeric: true })).map((row) => <option value={row.code}>{row.code} {row.name}</option>)}
          </select>
        </label>
        <label>Loại
          <select value={draft.kind} onChange={(event) => change({ kind: event.currentTarget.value })}>
            {Object.entries(KINDS).map(([code, name]) => <option value={code}>{name}</option>)}
          </select>
        </label>
        <label>Tiêu đề<input required maxLength={300} {...text("title")} /></label>
        <label>Ngày diễn ra<input type="date" required {...text("occurred_on")} /></label>
        <label>Số, ký hiệu văn bản<input placeholder="128-KH/UBKTTĐ" {...text("document_symbol")} /></label>
        <label>Liên kết<input type="url" placeholder="https://" {...text("link")} /></label>
        <label>Nội dung<textarea rows={6} {...text("text")} /></label>
        <label>Số liệu, mỗi dòng một số<textarea rows={3} placeholder={"Tổng số = 30\nnam = 12\nnữ = 18"} {...text("figures")} /></label>
        <label>Tệp đính kèm<input type="file" multiple onChange={(event) => { setFiles([...(event.currentTarget.files ?? [])]); change({}); }} /></label>
        {problem && <Trouble problem={problem} />}
        {share !== null && <progress max={1} value={share} aria-label="Đang gửi" />}
        <button class="main" disabled={share !== null}>{share !== null ? "Đang gửi…" : "Nộp"}</button>
      </form>
      <p><a href="/nop-bang">Nộp nhiều minh chứng bằng bảng tính</a></p>
    </main>
  );
}
