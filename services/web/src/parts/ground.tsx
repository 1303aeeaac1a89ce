// ground.tsx — the ground of a change of a setting, asked for once units have closed.
import type { Problem } from "../api";
import { t } from "../words";

export function Ground({ problem, value, change }: { problem: Problem | null; value: string; change: (value: string) => void }) {
  return problem?.code === "setting.closed" || value !== ""
    ? <label>{t("Căn cứ của việc đổi")}<input value={value} aria-invalid={problem?.code === "setting.closed" ? true : undefined} onInput={(event) => change(event.currentTarget.value)} /></label>
    : null;
}
