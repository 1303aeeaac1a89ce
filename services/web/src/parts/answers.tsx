// answers.tsx — answers to a finding: the unit explains, an inspector accepts or reopens.
import { useState } from "preact/hooks";
import { Account, Finding, Problem, problemOf, send } from "../api";
import { moment } from "../format";
import { t } from "../words";
import { Dialog, Trouble } from "./common";

const SAID: Record<string, string> = { explained: t("Giải trình"), accepted: t("Chấp nhận"), reopened: t("Mở lại") };

// What this account may answer to the finding now; null: nothing.
function answerOf(account: Account, finding: Finding): string | null {
  if (["officer", "council"].includes(account.role)) {
    return "explained";
  }
  return account.role === "inspector" ? (finding.accepted ? "reopened" : "accepted") : null;
}

function AnswerDialog({ evidence, finding, answer, done, close }: { evidence: string; finding: Finding; answer: string; done: () => void; close: () => void }) {
  const [reason, setReason] = useState("");
  const [refused, setRefused] = useState<Problem | null>(null);
  const say = async (event: Event) => {
    event.preventDefault();
    try {
      await send(`/evidence/${evidence}/findings/${finding.key}/answers`, { answer, reason });
      done();
      close();
    } catch (problem) {
      setRefused(problemOf(problem));
    }
  };
  return (
    <Dialog title={SAID[answer] ?? answer} close={close}>
      <form onSubmit={(event) => void say(event)}>
        <p>{finding.message}</p>
        {refused && <Trouble problem={refused} />}
        <label>{t("Lý do")}<textarea required maxLength={4000} rows={4} value={reason} onInput={(event) => setReason((event.target as HTMLTextAreaElement).value)} /></label>
        <button type="submit" class="main">{SAID[answer]}</button>
      </form>
    </Dialog>
  );
}

export function Answers({ evidence, finding, account, done }: { evidence: string; finding: Finding; account: Account; done: () => void }) {
  const [isOpen, setOpen] = useState(false);
  const answer = finding.key ? answerOf(account, finding) : null;
  return (
    <>
      {finding.answers.map((said) => <p class="quiet">{SAID[said.answer]} ({said.by || said.role}, {moment(said.at)}): {said.reason}</p>)}
      {answer && <button type="button" onClick={() => setOpen(true)}>{SAID[answer]}</button>}
      {isOpen && answer && <AnswerDialog evidence={evidence} finding={finding} answer={answer} done={done} close={() => setOpen(false)} />}
    </>
  );
}
