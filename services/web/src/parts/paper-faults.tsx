// paper-faults.tsx — what is wrong with a template, each at its place in Word.
import { t } from "../words";
import { PaperFault } from "./paper-words";

export function PaperFaults({ faults }: { faults: PaperFault[] }) {
  return (
    <ul class="plain">
      {faults.map((fault) => (
        <li>
          <p>{fault.tag && <code>{fault.tag}</code>} {fault.message}</p>
          {fault.place && <p class="quiet">{t("{part}, tại: “{place}”", { part: fault.part, place: fault.place })}</p>}
        </li>
      ))}
    </ul>
  );
}
