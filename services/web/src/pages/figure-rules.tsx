// figure-rules.tsx — an editor's rules across figures: a form of two sides, tried before it is
// saved.
import { useState } from "preact/hooks";
import { ask, CampaignItem, Problem, problemOf, Schemas, send } from "../api";
import { day } from "../format";
import { useFresh } from "../live";
import { Trouble, Waiting } from "../parts/common";
import { Ground } from "../parts/ground";
import { Head } from "../parts/head";
import { Empty } from "../parts/states";
import { toast } from "../parts/toast";
import { fixed, nodes, t } from "../words";

type Term = Schemas["FigureTerm"];
type Rule = Schemas["FigureRule"];
type Rules = Schemas["FigureRules"];
type Trial = Schemas["FigureTrial"];

const TAKES: [Term["take"], string][] = [
  ["piece", t("số liệu của minh chứng")], ["sum", t("tổng của đơn vị trong tiêu chí")], ["last", t("số cuối của đơn vị")], ["max", t("số lớn nhất của đơn vị")],
  ["members", t("số đoàn viên")], ["target", t("chỉ tiêu được giao")], ["number", t("một số")]];
const COMPARES: [Rule["compare"], string][] = [["at_most", t("không lớn hơn")], ["at_least", t("không nhỏ hơn")], ["equal", t("bằng")]];
const SEVERITIES: [Rule["severity"], string][] = [["hint", t("gợi ý")], ["warning", t("cảnh báo")], ["error", t("lỗi")]];
const EMPTY: Rule = {
  name: "", severity: "warning", left: [{ take: "piece", figure: "" }], compare: "at_most", right: [{ take: "piece", figure: "" }],
  tolerance: "0", message: fixed("Vế trái là {left}, vế phải là {right}."),
};

function Choice<T extends string>({ label, value, options, change }: {
  label: string; value: T; options: [T, string][]; change: (value: T) => void;
}) {
  return (
    <select aria-label={label} value={value} onChange={(event) => change((event.target as HTMLSelectElement).value as T)}>
      {options.map(([key, name]) => <option key={key} value={key}>{name}</option>)}
    </select>
  );
}

function Text({ label, value, change, list }: { label: string; value: string; change: (value: string) => void; list?: string }) {
  return <input aria-label={label} placeholder={label} list={list} value={value} onInput={(event) => change((event.target as HTMLInputElement).value)} />;
}

// Exactly the fields of this kind of term: the server reads strictly.
function taking(take: Term["take"], term: Term): Term {
  const times = term.times === undefined ? {} : { times: term.times };
  const sign = term.sign === undefined ? {} : { sign: term.sign };
  const what = take === "number" ? { value: term.value ?? "0" } : ["members", "target"].includes(take) ? {} : { figure: term.figure ?? "" };
  return { take, ...what, ...sign, ...times };
}

function Side({ label, terms, change }: { label: string; terms: Term[]; change: (terms: Term[]) => void }) {
  const put = (at: number, term: Term) => change(terms.map((old, place) => (place === at ? term : old)));
  return (
    <fieldset>
      <legend>{label}</legend>
      {terms.map((term, at) => (
        <p key={at}>
          <Choice label={t("{label}: dấu {place}", { label, place: at + 1 })} value={term.sign ?? "plus"} options={[["plus", "+"], ["minus", "−"]]} change={(sign) => put(at, { ...term, sign })} />{" "}
          <Choice label={t("{label}: lấy {place}", { label, place: at + 1 })} value={term.take} options={TAKES} change={(take) => put(at, taking(take, term))} />{" "}
          {term.figure !== undefined && <Text label={t("{label}: tên số liệu {place}", { label, place: at + 1 })} value={term.figure} list="ten-so-lieu" change={(figure) => put(at, { ...term, figure })} />}
          {term.value !== undefined && <Text label={t("{label}: số {place}", { label, place: at + 1 })} value={term.value} change={(value) => put(at, { ...term, value })} />}{" "}
          <Text label={t("{label}: nhân với {place}", { label, place: at + 1 })} value={term.times ?? "1"} change={(times) => put(at, { ...term, times })} />{" "}
          {terms.length > 1 && <button type="button" onClick={() => change(terms.filter((_, place) => place !== at))}>{t("Bỏ")}</button>}
        </p>
      ))}
      {terms.length < 8 && <button type="button" onClick={() => change([...terms, { take: "piece", figure: "" }])}>{t("Thêm số hạng")}</button>}
    </fieldset>
  );
}

function Found({ trial }: { trial: Trial }) {
  return (
    <section role="status">
      <p>{nodes("Trong {all} minh chứng có số liệu, quy tắc xét được {judged} và sẽ báo {count}.", { all: trial.pieces, judged: trial.judged, count: <b>{trial.would_fire}</b> })}</p>
      <ul>{trial.samples.map((sample) => <li key={sample.evidence}>{sample.unit}, {day(sample.on)}: {sample.title}. <b>{sample.message}</b></li>)}</ul>
    </section>
  );
}

function Form({ campaign, kept, names, done }: { campaign: string; kept: { code: string; rule: Rule }; names: string[]; done: () => void }) {
  const [code, setCode] = useState(kept.code);
  const [rule, setRule] = useState(kept.rule);
  const [on, setOn] = useState(campaign);
  const [trial, setTrial] = useState<Trial | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [ground, setGround] = useState("");
  const campaigns = useFresh<{ items: CampaignItem[] }>("/campaigns");
  const run = async (work: () => Promise<void>) => {
    setProblem(null);
    try {
      await work();
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  return (
    <form onSubmit={(event) => { event.preventDefault(); void run(async () => { await send(`/campaigns/${campaign}/figure-rules/${encodeURIComponent(code)}?ground=${encodeURIComponent(ground)}`, rule, "PUT"); done(); }); }}>
      <datalist id="ten-so-lieu">{names.map((name) => <option key={name} value={name} />)}</datalist>
      <p><Text label={t("Mã quy tắc")} value={code} change={setCode} /> <Text label={t("Tên quy tắc")} value={rule.name} change={(name) => setRule({ ...rule, name })} /></p>
      <Side label={t("Vế trái")} terms={rule.left} change={(left) => setRule({ ...rule, left })} />
      <p><Choice label={t("So sánh")} value={rule.compare} options={COMPARES} change={(compare) => setRule({ ...rule, compare })} /></p>
      <Side label={t("Vế phải")} terms={rule.right} change={(right) => setRule({ ...rule, right })} />
      <p>
        <label>{t("Cho phép lệch (%)")} <Text label={t("Cho phép lệch (%)")} value={rule.tolerance ?? "0"} change={(tolerance) => setRule({ ...rule, tolerance })} /></label>{" "}
        <label>{t("Mức độ")} <Choice label={t("Mức độ")} value={rule.severity} options={SEVERITIES} change={(severity) => setRule({ ...rule, severity })} /></label>{" "}
        <label><input type="checkbox" checked={rule.off === true} onChange={(event) => setRule({ ...rule, off: (event.target as HTMLInputElement).checked })} /> {t("Tạm tắt")}</label>
      </p>
      <p><label>{t("Lời báo")} <Text label={t("Lời báo")} value={rule.message} change={(message) => setRule({ ...rule, message })} /></label></p>
      {problem && <Trouble problem={problem} />}
      <Ground problem={problem} value={ground} change={setGround} />
      <p>
        <Choice label={t("Thử trên đợt")} value={on} options={(campaigns.data?.items ?? [{ code: campaign, name: campaign }]).map((item) => [item.code, item.name])} change={setOn} />{" "}
        <button type="button" onClick={() => void run(async () => setTrial(await send<Trial>(`/campaigns/${on}/figure-rule-trials`, rule)))}>{t("Thử")}</button>{" "}
        <button type="submit">{t("Lưu quy tắc")}</button>
      </p>
      {trial && <Found trial={trial} />}
    </form>
  );
}

export function FigureRulesPage({ campaign }: { campaign: string }) {
  const { data, problem, reload } = useFresh<Rules>(`/campaigns/${campaign}/figure-rules`);
  const [open, setOpen] = useState<{ code: string; rule: Rule } | null>(null);
  const [refused, setRefused] = useState<Problem | null>(null);
  const [ground, setGround] = useState("");
  const act = (work: Promise<unknown>) => work.then(() => setRefused(null), (error) => setRefused(problemOf(error))).then(reload);
  const remove = async ({ code, rule }: { code: string; rule: Rule }) => {
    const path = `/campaigns/${campaign}/figure-rules/${encodeURIComponent(code)}?ground=${encodeURIComponent(ground)}`;
    await act(ask(path, { method: "DELETE" }).then(() => toast(t("Đã bỏ quy tắc {name}", { name: code }), () => void act(send(path, rule, "PUT")))));
  };
  return (
    <main>
      <Head title={t("Quy tắc giữa các số liệu")} />
      {problem && <Trouble problem={problem} retry={reload} />}
      {refused && <Trouble problem={refused} />}
      <Ground problem={refused} value={ground} change={setGround} />
      {!data && !problem && <Waiting />}
      {data?.rules.length === 0 && <Empty title={t("Chưa có quy tắc nào.")}>{t("Một quy tắc so các số liệu của minh chứng với nhau, với chỉ tiêu hay với số đoàn viên.")}</Empty>}
      {data && data.rules.length > 0 && (
        <ul>
          {data.rules.map((kept) => (
            <li key={kept.code}>
              <b>{kept.code}</b> {kept.rule.name} <span class="quiet">({[t("bản {version}", { version: kept.version }), kept.by, !kept.on && t("đang tắt")].filter(Boolean).join(", ")})</span>{" "}
              <button type="button" onClick={() => setOpen({ code: kept.code, rule: kept.rule })}>{t("Sửa {name}", { name: kept.code })}</button>{" "}
              <button type="button" onClick={() => void remove(kept)}>{t("Bỏ {name}", { name: kept.code })}</button>
            </li>
          ))}
        </ul>
      )}
      <p><button type="button" onClick={() => setOpen({ code: "", rule: EMPTY })}>{t("Thêm quy tắc")}</button></p>
      {open && data && <Form key={open.code} campaign={campaign} kept={open} names={data.names} done={() => { setOpen(null); reload(); }} />}
    </main>
  );
}
