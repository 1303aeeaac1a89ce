// start.tsx — the guided start: what a first campaign needs, step by step; what is done is counted from
// what exists, so one may stop and come back at any time.
import { useEffect, useState } from "preact/hooks";
import { Problem, Refused, Schemas, send } from "../api";
import { day } from "../format";
import { useFresh } from "../live";
import { CampaignForm, Overview } from "../parts/campaign-form";
import { Trouble, Waiting } from "../parts/common";
import { Failed, Head } from "../parts/head";
import { Icon } from "../parts/icon";
import { ListImport } from "../parts/list-import";
import { Made, NewLinks } from "../parts/new-links";
import { SetImport } from "../parts/set-import";
import { accountsTemplate, targetsTemplate, unitsTemplate } from "../parts/templates";
import { at, filterBy, go, useAddress } from "../place";
import { t } from "../words";

type Setup = Schemas["Setup"];
interface Step { name: string; about: string; isDone: boolean }

// The campaign that is being set up: the newest draft, else the newest.
const campaignOf = (setup: Setup) => setup.campaigns.find((one) => one.state === "draft") ?? setup.campaigns[0];
const people = (setup: Setup, role: string) => (setup.accounts as Record<string, number>)[role] ?? 0;

function stepsOf(setup: Setup): Step[] {
  const campaign = campaignOf(setup);
  const officers = people(setup, "officer"), inspectors = people(setup, "inspector");
  return [
    { name: t("Tài khoản quản trị"), about: "", isDone: true },
    { name: t("Tỉnh và đơn vị"), about: setup.units > 0 ? t("{units} đơn vị", { units: setup.units }) : "", isDone: setup.provinces.length > 0 && setup.units > 0 },
    { name: t("Bộ tiêu chí"), about: campaign ? t("đợt {code}", { code: campaign.code }) : setup.sets.length > 0 ? t("còn tạo đợt") : "", isDone: Boolean(campaign) },
    { name: t("Chỉ tiêu giao"), about: campaign?.targets ? t("{count} chỉ tiêu", { count: campaign.targets }) : "", isDone: Boolean(campaign?.targets) },
    { name: t("Tài khoản đơn vị, đoàn kiểm tra"), about: officers > 0 ? t("{officers} cán bộ, {inspectors} kiểm tra", { officers, inspectors }) : "", isDone: officers > 0 && inspectors > 0 && setup.units_without_officer === 0 },
    { name: t("Hạn nộp và mở đợt"), about: campaign && campaign.state !== "draft" ? t("đã mở") : "", isDone: Boolean(campaign && campaign.state !== "draft") },
  ];
}

function Units({ setup, reload }: { setup: Setup; reload: () => void }) {
  return (
    <>
      <p class="quiet">{t("Tải mẫu, điền bằng Excel, thả vào đây: một dòng cấp tỉnh, rồi các đơn vị trực thuộc. Nộp lại được, mã đã có thì được cập nhật.")}</p>
      <ListImport path={() => "/units"} template={unitsTemplate()} done={reload} />
      {setup.provinces.length > 0 && <p>{t("Đang có: {province}, {units} đơn vị.", { province: setup.provinces.map((one) => one.name).join(", "), units: setup.units })}</p>}
      {setup.units > 0 && setup.provinces.length === 0 && <p class="notice warn">{t("Danh sách chưa có đơn vị cấp tỉnh: thêm một dòng loại “tỉnh” rồi nộp lại.")}</p>}
    </>
  );
}

function Criteria({ setup, reload }: { setup: Setup; reload: () => void }) {
  const campaign = campaignOf(setup), draft = campaign?.state === "draft" ? campaign : null;
  return (
    <>
      <p class="quiet">{t("Tải mẫu, điền bằng Excel, thả vào đây. Hoặc bắt đầu từ Bộ tiêu chí có sẵn.")}</p>
      <SetImport done={reload} />
      {setup.sets.length > 0 && <p>{t("Trong kho: {sets}", { sets: setup.sets.map((one) => t("{name} ({criteria} tiêu chí)", { name: one.name, criteria: one.criteria })).join("; ") })}</p>}
      {setup.sets.length > 0 && !campaign && (setup.units === 0
        ? <p class="notice warn">{t("Nộp danh sách đơn vị trước khi tạo đợt.")} <button type="button" class="link" onClick={() => filterBy({ buoc: "2" })}>{t("Về bước Tỉnh và đơn vị")}</button></p>
        : <section><h2>{t("Đợt đánh giá của bộ này")}</h2><CampaignForm of={null} sets={setup.sets} done={reload} /></section>)}
      {draft && <p class="notice ok">{t("Đợt {code} đã tạo với {units} đơn vị, chưa mở.", { code: draft.code, units: draft.units })}</p>}
    </>
  );
}

function NoCampaign() {
  return <p class="notice warn">{t("Bước này cần một đợt đánh giá.")} <button type="button" class="link" onClick={() => filterBy({ buoc: "3" })}>{t("Về bước Bộ tiêu chí")}</button></p>;
}

function Targets({ setup, reload }: { setup: Setup; reload: () => void }) {
  const campaign = campaignOf(setup);
  if (!campaign) {
    return <NoCampaign />;
  }
  return (
    <>
      <p class="quiet">{t("Chỉ tiêu của từng đơn vị cho các tiêu chí tính theo chỉ tiêu. Không giao chỉ tiêu thì để sau; thêm được cả khi đợt đang mở.")}</p>
      <ListImport path={() => `/campaigns/${encodeURIComponent(campaign.code)}/targets`} template={targetsTemplate()} done={reload} />
      <p>{t("Đợt {code} đang có {count} chỉ tiêu.", { code: campaign.code, count: campaign.targets })}</p>
    </>
  );
}

function Accounts({ setup, reload }: { setup: Setup; reload: () => void }) {
  const [made, setMade] = useState<Made[]>([]);
  return (
    <>
      <p class="quiet">{t("Mỗi dòng một tài khoản: cán bộ đơn vị, đoàn kiểm tra, Ban Thường vụ. Mỗi tài khoản nhận một liên kết để tự đặt mật khẩu.")}</p>
      <ListImport<Schemas["AccountsStored"]> path={() => "/accounts/list"} template={accountsTemplate()} done={(answer) => { setMade(answer.accounts); reload(); }} />
      <NewLinks accounts={made} />
      {setup.units_without_officer > 0 && <p class="notice warn">{t("Còn {count} đơn vị trong đợt chưa có cán bộ nào.", { count: setup.units_without_officer })}</p>}
      {people(setup, "inspector") === 0 && <p class="notice warn">{t("Chưa có tài khoản đoàn kiểm tra.")}</p>}
    </>
  );
}

function Opening({ setup, opened }: { setup: Setup; opened: (code: string) => void }) {
  const campaign = campaignOf(setup);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [saved, setSaved] = useState<Overview | null>(null);
  if (!campaign) {
    return <NoCampaign />;
  }
  const shown = saved ?? campaign;
  const open = async () => {
    try {
      await send(`/campaigns/${encodeURIComponent(campaign.code)}`, { state: "open" }, "PUT");
      opened(campaign.code);
    } catch (error) {
      setProblem(error instanceof Refused ? error.problem : null);
    }
  };
  return (
    <>
      <p class="quiet">{t("Từ khi mở, cán bộ đơn vị thấy đợt này và nộp được minh chứng. Tên và các hạn sửa được cả sau đó.")}</p>
      <CampaignForm of={shown} sets={[]} done={setSaved} />
      {saved && <p class="notice ok" role="status">{t("Đã lưu.")}</p>}
      {problem && <Trouble problem={problem} />}
      <dl>
        <dt>{t("Đợt")}</dt><dd>{shown.name}</dd>
        <dt>{t("Kỳ tính")}</dt><dd>{day(shown.period_from)} – {day(shown.period_to)}</dd>
        <dt>{t("Hạn nộp")}</dt><dd>{day(shown.filing_deadline)}</dd>
        <dt>{t("Đơn vị")}</dt><dd>{shown.units}{setup.units_without_officer > 0 && `; ${t("{count} chưa có cán bộ", { count: setup.units_without_officer })}`}</dd>
        <dt>{t("Chỉ tiêu")}</dt><dd>{shown.targets}</dd>
      </dl>
      {shown.state === "draft"
        ? <p><button type="button" class="main" onClick={() => void open()}>{t("Mở đợt {code}", { code: shown.code })}</button></p>
        : <p class="notice ok">{t("Đợt đã mở.")} <a href={at("/", shown.code)}>{t("Vào đợt {code}", { code: shown.code })}</a></p>}
    </>
  );
}

export function StartPage({ opened, leave }: { opened?: () => void; leave?: () => void }) {
  const { data: setup, problem, reload } = useFresh<Setup>("/setup", (cell) => !cell.unit);
  const { query } = useAddress();
  const steps = setup ? stepsOf(setup) : [];
  const next = steps.findIndex((step) => !step.isDone);
  const now = Math.min(Math.max(Number(query.get("buoc")) || (next < 0 ? 6 : next + 1), 1), 6);
  // Once shown, a step stays until the person leaves it, even if it gets done meanwhile.
  useEffect(() => {
    if (setup && !query.has("buoc")) {
      filterBy({ buoc: String(now) });
    }
  }, [setup !== null, query.has("buoc")]);
  if (!setup) {
    return problem ? <Failed problem={problem} retry={reload} /> : <main><Waiting /></main>;
  }
  const show = (step: number) => { filterBy({ buoc: String(step) }); scrollTo(0, 0); };
  const enter = (code: string) => { go(at("/", code)); opened?.(); };
  const parts = [
    () => <p>{t("Bạn đã có tài khoản quản trị. Thêm một người quản trị nữa ở trang Tài khoản, để khi cần luôn có người.")}</p>,
    () => <Units setup={setup} reload={reload} />,
    () => <Criteria setup={setup} reload={reload} />,
    () => <Targets setup={setup} reload={reload} />,
    () => <Accounts setup={setup} reload={reload} />,
    () => <Opening setup={setup} opened={enter} />,
  ];
  return (
    <div class="start">
      <nav class="start-steps" aria-label={t("Các bước")}>
        <span class="brand"><i>M</i>{t("Minh Chứng")}</span>
        <p class="start-title">{t("Sẵn sàng cho đợt đầu tiên")}</p>
        <p class="quiet">{t("Sáu bước, dừng lúc nào cũng được. Mỗi bước có tệp mẫu để điền.")}</p>
        <ol>
          {steps.map((step, index) => (
            <li>
              <button type="button" class={step.isDone ? "done" : ""} aria-current={index + 1 === now ? "step" : undefined} onClick={() => show(index + 1)}>
                <b aria-hidden="true">{step.isDone ? <Icon name="ok" /> : index + 1}</b>
                <span>{step.name}<span class="hidden">{step.isDone ? ` ${t("(đã xong)")}` : ""}</span>{step.about && <small>{step.about}</small>}</span>
              </button>
            </li>
          ))}
        </ol>
        {leave && <button type="button" class="link" onClick={leave}>{t("Đăng xuất")}</button>}
      </nav>
      <main class="start-step" key={now}>
        <Head title={steps[now - 1]?.name ?? ""} />
        {parts[now - 1]?.()}
        {now < 6 && <p class="start-acts"><button type="button" class="link" onClick={() => show(now + 1)}>{t("Để sau")}</button>{steps[now - 1]?.isDone && <button type="button" class="main" onClick={() => show(now + 1)}>{t("Bước tiếp")}</button>}</p>}
      </main>
    </div>
  );
}
