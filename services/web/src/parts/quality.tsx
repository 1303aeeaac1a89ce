// quality.tsx — the quality of an article: its score, the parts of it, what would raise it.
import type { Evidence } from "../api";

export function Quality({ of }: { of: NonNullable<Evidence["quality"]> }) {
  const lost = of.parts.filter((part) => part.points < part.of);
  return (
    <section class="quality">
      <h2>Chất lượng bài viết: {of.score}/100 điểm</h2>
      <p class="quiet">Điểm tham khảo để viết bài tốt hơn, không tính vào điểm của tiêu chí.</p>
      {lost.length > 0 && <>
        <p>Muốn thêm điểm:</p>
        <ul class="items">
          {lost.map((part) => <li><strong>+{part.of - part.points}</strong> {part.mend} <span class="quiet">({part.reason})</span></li>)}
        </ul>
      </>}
      <details>
        <summary>Điểm gồm {of.parts.length} phần</summary>
        <table>
          <thead><tr><th scope="col">Phần</th><th scope="col">Điểm</th></tr></thead>
          <tbody>
            {of.parts.map((part) => <tr><td>{part.name}</td><td data-label="Điểm">{part.points}/{part.of}</td></tr>)}
          </tbody>
        </table>
      </details>
    </section>
  );
}
