// register-sheet.tsx — the register as it is printed: A4 across, a part for each book, the first number
// first.
import type { Schemas } from "../api";
import { day, today } from "../format";
import { useFresh } from "../live";
import { Waiting } from "../parts/common";
import { Failed, Head } from "../parts/head";
import { askedOf, NUMBER_STATES, termOf } from "../parts/register-words";
import { Empty } from "../parts/states";
import { at, useAddress } from "../place";
import { t } from "../words";

type Sheet = Schemas["RegisterSheet"];

const noteOf = ({ state, reason }: Schemas["RegisterEntry"]) => (state === "issued" ? "" : `${NUMBER_STATES[state]}${reason && `: ${reason}`}`);

function Part({ of }: { of: Sheet["books"][number] }) {
  return (
    <article class="sheet register-sheet" aria-label={of.issuer_name}>
      <header>
        <p><b>{of.issuer_name.toLocaleUpperCase("vi")}</b><br />***</p>
        <p><b>{t("ĐOÀN TNCS HỒ CHÍ MINH")}</b><br /><small>{t("ngày {day}", { day: day(today()) })}</small></p>
      </header>
      <h2>{t("SỔ ĐĂNG KÝ VĂN BẢN ĐI")}</h2>
      <p class="middle">{t("Loại: {type} ({code}) · {term}, {days}", { type: of.type_name, code: `${of.type}/${of.issuer}`, term: of.term, days: termOf(of) })}</p>
      <table>
        <thead><tr><th scope="col">{t("Số, ký hiệu")}</th><th scope="col">{t("Ngày văn bản")}</th><th scope="col">{t("Trích yếu nội dung")}</th><th scope="col">{t("Người ký")}</th><th scope="col">{t("Nơi nhận")}</th><th scope="col">{t("Ghi chú")}</th></tr></thead>
        <tbody>
          {of.entries.map((entry) => (
            <tr key={entry.label}>
              <th scope="row">{entry.symbol}</th><td>{entry.dated ? day(entry.dated) : ""}</td><td>{entry.subject}</td>
              <td>{entry.signer}</td><td>{entry.recipients}</td><td>{noteOf(entry)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <footer>
        <p><b>{t("NGƯỜI GIỮ SỔ")}</b><br /><small>{t("(ký, ghi rõ họ tên)")}</small></p>
        <p><b>{t("CHÁNH VĂN PHÒNG")}</b><br /><small>{t("(ký, ghi rõ họ tên)")}</small></p>
      </footer>
    </article>
  );
}

export function RegisterSheetPage() {
  const { query } = useAddress();
  const asked = askedOf(query);
  const { data, problem, reload } = useFresh<Sheet>(`/register/sheet${asked && `?${asked}`}`, () => false);
  if (!data) {
    return problem ? <Failed problem={problem} retry={reload} /> : <main><Waiting /></main>;
  }
  return (
    <main class="wide">
      <Head title={t("Bản in sổ văn bản đi")} back={[at(`/so-van-ban${location.search}`), t("Sổ văn bản đi")]}>
        <button type="button" class="main" onClick={() => print()}>{t("In")}</button>
      </Head>
      {data.books.length === 0 ? <Empty title={t("Không có số nào như vậy.")} /> : data.books.map((book) => <Part key={book.code} of={book} />)}
    </main>
  );
}
