// sample.tsx — the grassroots units that a visit samples: chosen or drawn, and every earlier choice with the
// reason why it was changed.
import { useState } from "preact/hooks";
import { Problem, problemOf, Schemas, send } from "../api";
import { moment } from "../format";
import { t } from "../words";
import { Badge } from "./badge";
import { Trouble } from "./common";
import { PickMany } from "./pick-many";
import { isSampled, SAMPLE_BY } from "./preparation";
import { TextField } from "./text-field";
import { toast } from "./toast";

type Sample = Schemas["SamplePage"];
type Version = Sample["versions"][number];

const named = (text: string) => text.split("\n").map((name) => name.trim()).filter(Boolean).map((name) => ({ name }));

// The body of a choice: ticked units of the tree, or typed names, a line each; of a lot with a tree, nothing.
function unitsOf(of: Sample, ticked: string[], text: string) {
  return of.choices.length === 0 ? named(text) : of.by === "lot" ? [] : ticked.map((code) => ({ code }));
}

function ChooseForm({ path, of, isMain, done }: { path: string; of: Sample; isMain: boolean; done: () => void }) {
  const last = of.versions[0];
  const [ticked, setTicked] = useState<string[]>(last?.units.flatMap((unit) => unit.code ?? []) ?? []);
  const [text, setText] = useState("");
  const [reason, setReason] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const isLot = of.by === "lot";
  const faultOf = (field: string) => (problem?.field?.replace(/\[.*/, "") === field ? `${problem.detail} ${problem.mend}` : null);
  const save = async (event: Event) => {
    event.preventDefault();
    try {
      await send(`${path}/sample`, { seen: last?.version ?? 0, units: unitsOf(of, ticked, text), draw: isLot, ...(last && { reason }) }, "PUT");
      setProblem(null);
      toast(isLot ? t("Đã bốc thăm.") : t("Đã chọn mẫu cơ sở đoàn."));
      done();
    } catch (error) {
      const refused = problemOf(error);
      setProblem(refused);
      if (["round.changed", "sample.draw"].includes(refused.code)) {
        done();
      }
    }
  };
  return (
    <form onSubmit={(event) => void save(event)}>
      {problem && <Trouble problem={problem} />}
      {of.choices.length > 0 && !isLot && (
        <PickMany label={t("Cơ sở đoàn của đơn vị")} hint={t("Cần đúng {count} cơ sở.", { count: of.needed })} fault={faultOf("units")} value={ticked} change={setTicked}
          options={of.choices.map((unit) => ({ value: unit.code ?? "", name: unit.name }))} />
      )}
      {of.choices.length === 0 && (
        <TextField label={isLot ? t("Các cơ sở đoàn đưa vào bốc thăm, mỗi dòng một tên") : t("Tên {count} cơ sở đoàn, mỗi dòng một tên", { count: of.needed })} rows={4} most={4000}
          hint={t("Hệ thống chưa có danh sách cơ sở của đơn vị.")} fault={faultOf("units")} value={text} change={setText} required />
      )}
      {last && <TextField label={t("Lý do đổi mẫu")} most={4000} required value={reason} fault={faultOf("reason")} change={setReason} />}
      <button class={isMain && !last ? "main" : ""}>{isLot ? (last ? t("Bốc thăm lại") : t("Bốc thăm")) : last ? t("Đổi mẫu") : t("Chọn mẫu")}</button>
    </form>
  );
}

// How the lot was drawn, so that others can draw it again.
function Lot({ of }: { of: Version }) {
  return (
    <details>
      <summary>{t("Bốc thăm thế nào, làm lại được")}</summary>
      <p>{t("Mã bốc thăm: {seed}", { seed: of.seed ?? "" })}</p>
      <p>{t("Đưa vào {count} cơ sở. Với mỗi cơ sở tính SHA-256 của “mã bốc thăm/mã cơ sở” (chưa có mã thì lấy tên), xếp từ nhỏ đến lớn, lấy {taken} cơ sở đầu.", { count: of.candidates.length, taken: of.units.length })}</p>
      <ul class="plain">{of.candidates.map((unit) => <li key={unit.code ?? unit.name}>{unit.code && <code>{unit.code}</code>} {unit.name}</li>)}</ul>
    </details>
  );
}

function Choice({ of }: { of: Version }) {
  return (
    <>
      <ul class="plain sampled">{of.units.map((unit) => <li key={unit.code ?? unit.name}><b>{unit.name}</b> {unit.code && <span class="quiet">{unit.code}</span>}</li>)}</ul>
      <p class="quiet">{t("{by}, {who} ghi {at}", { by: SAMPLE_BY[of.by], who: of.who, at: moment(of.at) })}{of.reason && ` · ${t("lý do: {reason}", { reason: of.reason })}`}</p>
      {of.by === "lot" && <Lot of={of} />}
    </>
  );
}

export function SampleSection({ path, of, isMain, done }: { path: string; of: Sample; isMain: boolean; done: () => void }) {
  const [last, ...earlier] = of.versions;
  return (
    <section class="card" id="mau">
      <div class="section-head"><h2>{t("Mẫu cơ sở đoàn")}</h2>{isSampled(of) ? <Badge tone="ok">{t("Đã có {count} cơ sở", { count: of.chosen })}</Badge> : <Badge tone="warn">{t("Cần {count} cơ sở", { count: of.needed })}</Badge>}</div>
      <p class="quiet">{t("Đoàn kiểm tra đến {count} cơ sở; cách chọn theo kế hoạch: {by}.", { count: of.needed, by: SAMPLE_BY[of.by] })}</p>
      {last && <Choice of={last} />}
      {of.may_choose && (last ? <details key={last.version}><summary>{t("Đổi mẫu, có lý do")}</summary><ChooseForm path={path} of={of} isMain={isMain} done={done} /></details> : <ChooseForm path={path} of={of} isMain={isMain} done={done} />)}
      {!last && !of.may_choose && <p>{t("Chưa có mẫu.")}</p>}
      {earlier.length > 0 && (
        <details>
          <summary>{t("Các lần chọn trước ({count})", { count: earlier.length })}</summary>
          {earlier.map((one) => <Choice key={one.version} of={one} />)}
        </details>
      )}
    </section>
  );
}
