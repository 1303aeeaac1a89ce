// quality.tsx — the quality of an article: its score, the parts of it, what would raise it.
import type { Evidence } from "../api";
import { t } from "../words";

export function Quality({ of }: { of: NonNullable<Evidence["quality"]> }) {
  const lost = of.parts.filter((part) => part.points < part.of);
  return (
    <section class="quality">
      <h2>{t("Chất lượng bài viết: {score}/100 điểm", { score: of.score })}</h2>
      <p class="quiet">{t("Điểm tham khảo để viết bài tốt hơn, không tính vào điểm của tiêu chí.")}</p>
      {lost.length > 0 && <>
        <p>{t("Muốn thêm điểm:")}</p>
        <ul class="items">
          {lost.map((part) => <li><strong>+{part.of - part.points}</strong> {part.mend} <span class="quiet">({part.reason})</span></li>)}
        </ul>
      </>}
      <details>
        <summary>{t("Điểm gồm {count} phần", { count: of.parts.length })}</summary>
        <table>
          <thead><tr><th scope="col">{t("Phần")}</th><th scope="col">{t("Điểm")}</th></tr></thead>
          <tbody>
            {of.parts.map((part) => <tr><td>{part.name}</td><td data-label={t("Điểm")}>{part.points}/{part.of}</td></tr>)}
          </tbody>
        </table>
      </details>
    </section>
  );
}
