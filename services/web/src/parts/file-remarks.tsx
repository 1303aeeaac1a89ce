// file-remarks.tsx — what the server found in a file that is no evidence, and how to fix it, beside the file.
import type { Schemas } from "../api";
import { t } from "../words";
import type { Tone } from "./badge";

type Remark = Schemas["FileRemark"];
// Answers that were kept on the device before the server said so have neither.
type Read = Pick<Schemas["VisitPhoto"], "is_read" | "remarks">;

interface Words { tone: Tone; what: string; mend: string }

const WORDS: Record<Remark, Words> = {
  "file.malware": { tone: "bad", what: t("Tệp có mã độc, không tải về được."), mend: t("Quét máy tính bằng phần mềm diệt vi-rút, tạo lại tệp từ nguồn sạch rồi gửi lại.") },
  "file.damaged": { tone: "bad", what: t("Tệp bị hỏng hoặc không đọc được."), mend: t("Mở thử tệp trên máy, lưu lại và gửi lại.") },
  "file.encrypted": { tone: "bad", what: t("Tệp có đặt mật khẩu."), mend: t("Gỡ mật khẩu rồi gửi lại.") },
  "file.empty": { tone: "bad", what: t("Tệp rỗng."), mend: t("Kiểm tra tệp gốc rồi gửi lại.") },
  "file.too_large": { tone: "bad", what: t("Tệp quá lớn để đọc."), mend: t("Giảm dung lượng (nén ảnh, bỏ trang thừa) hoặc tách thành nhiều tệp.") },
  "file.timeout": { tone: "bad", what: t("Đọc tệp quá lâu nên phải dừng."), mend: t("Lưu lại tệp bằng chương trình khác, hoặc xuất sang PDF đơn giản hơn.") },
  "file.unstored": { tone: "bad", what: t("Không tìm thấy nội dung tệp trong kho."), mend: t("Gửi lại tệp.") },
  "file.zip_bomb": { tone: "bad", what: t("Tệp nén bung ra lớn bất thường nên không được mở."), mend: t("Tạo lại tệp từ văn bản gốc rồi gửi lại.") },
  "file.xml_bomb": { tone: "bad", what: t("Tệp chứa khai báo thực thể XML nguy hiểm nên không được mở."), mend: t("Mở bằng Word hoặc Excel, lưu thành tệp mới rồi gửi lại.") },
  "file.polyglot": { tone: "bad", what: t("Tệp chứa thêm một tệp khác giấu bên trong."), mend: t("Xuất lại tệp từ chương trình gốc rồi gửi lại.") },
  "file.macro": { tone: "bad", what: t("Tệp có chứa macro."), mend: t("Lưu thành .docx hoặc .xlsx (không macro), hoặc xuất PDF rồi gửi lại.") },
  "file.type_mismatch": { tone: "bad", what: t("Nội dung tệp không đúng với phần mở rộng của tên tệp."), mend: t("Xuất lại tệp đúng định dạng, không đổi phần mở rộng bằng tay.") },
  "file.hidden_sign": { tone: "warn", what: t("Tên tệp có ký tự ẩn hoặc ký tự đảo chiều chữ, nên trông như một tên khác."), mend: t("Đặt lại tên tệp chỉ bằng chữ, số và dấu gạch rồi gửi lại.") },
  "file.unscanned": { tone: "warn", what: t("Chưa quét được mã độc trong tệp."), mend: t("Người mở tệp tự quét trước; quản trị viên kiểm tra dịch vụ quét.") },
  "file.old_office": { tone: "warn", what: t("Tệp ở định dạng Office cũ nên hệ thống không đọc được nội dung."), mend: t("Lưu thành .docx, .xlsx hoặc PDF rồi gửi lại.") },
  "file.text_unmapped": { tone: "warn", what: t("Chữ trong tệp PDF không có bảng mã Unicode nên máy không đọc được."), mend: t("Xuất lại PDF từ chương trình soạn thảo với phông Unicode.") },
  "file.no_text": { tone: "", what: t("Tệp không có chữ đọc được (bản scan)."), mend: t("Kèm thêm bản gốc soạn trên máy.") },
};

export function FileRemarks({ of }: { of: Read }) {
  if (of.is_read === false) {
    return <p class="quiet">{t("Hệ thống đang đọc tệp.")}</p>;
  }
  return (
    <>
      {of.remarks?.map((code) => (
        <p key={code}>
          <span class={WORDS[code].tone === "bad" ? "fault" : ""}>{WORDS[code].what}</span>{" "}
          <span class="quiet">{t("Cách sửa: {how}", { how: WORDS[code].mend })}</span>
        </p>
      ))}
    </>
  );
}

export const isRefused = (of: Read) => of.remarks?.includes("file.malware") ?? false;
