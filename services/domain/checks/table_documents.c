/*
 * table_documents.c — checks of documents: the symbol that is filed, and the form of the
 * paper itself (HD 29-HD/TWĐTN-VP and QĐ 367-QĐ/TWĐTN-VP of 29/10/2013).
 */
#include "checks/checks.h"
#include "checks/tables.h"

#define DOCX "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
#define FILED(...) {.kind = "document", .link = "https://a.example/1", .symbol = __VA_ARGS__}
#define PAPER(...) {.kind = "document", .symbol = "12-KH/ĐTN", .file = "ke-hoach.docx", \
                    .media_type = DOCX, .file_text = __VA_ARGS__}
#define HEAD "ĐOÀN TNCS HỒ CHÍ MINH\nHUYỆN ĐOÀN TIỂU CẦN\n***\n"
#define NUMBER "Số: 12-KH/ĐTN\n"
#define DAY "Tiểu Cần, ngày 20 tháng 5 năm 2023\n"
#define NAME "KẾ HOẠCH\nTổ chức ngày thứ Bảy tình nguyện\n"
#define BODY                                                                                       \
    "Thực hiện chương trình công tác năm, Ban Thường vụ Huyện đoàn xây dựng kế hoạch tổ chức "     \
    "ngày thứ Bảy tình nguyện tại các xã, thị trấn trên địa bàn huyện.\n"
#define TO "Nơi nhận:\n- Tỉnh đoàn;\n- Lưu văn phòng.\n"
#define SIGNED "TM. BAN THƯỜNG VỤ\nBÍ THƯ\n(Đã ký)\nNguyễn Văn An\n"
#define WHOLE HEAD NUMBER DAY NAME BODY TO SIGNED

const struct check DOCUMENT_CHECKS[] = {
    {.code = "document.symbol", .severity = ERROR, .kinds = "",
     .message = "Số, ký hiệu văn bản không đúng thể thức.",
     .message_en = "The document's number and symbol do not follow the form.",
     .mend = "Ghi theo dạng số-loại/cơ quan, ví dụ 128-KH/UBKTTĐ.", .run = check_document_symbol,
     .examples = EXAMPLES(FILED("128KHUBKT", .fires = true), FILED("KH/UBKT-128", .fires = true),
                          FILED("128-XX/UBKT", .fires = true), FILED("", .fires = true),
                          FILED("128-KH/UBKTTĐ"), FILED("289/QĐ-TW"), FILED("11a- HD/TĐTN-TCKT"),
                          FILED("22HD/TWĐTN"))},
    {.code = "document.type_differs", .severity = WARNING, .kinds = "",
     .message = "Loại văn bản trong ký hiệu khác loại nêu ở tiêu đề.",
     .message_en = "The type in the symbol is not that of the title.",
     .mend = "Kiểm tra lại ký hiệu hoặc tiêu đề.", .run = check_document_type,
     .examples = EXAMPLES(FILED("12-BC/ĐTN", .fires = true, .title = "Kế hoạch hè tình nguyện"),
                          FILED("12-KH/ĐTN", .title = "Kế hoạch hè tình nguyện"),
                          FILED("12-CTr/ĐTN", .title = "Chương trình hè tình nguyện"))},
    {.code = "document.issuer_differs", .severity = WARNING, .kinds = "",
     .message = "Cơ quan ban hành nêu trong bài khác cơ quan trong ký hiệu văn bản.",
     .message_en = "The issuer that is named is not the one in the symbol.",
     .mend = "Kiểm tra văn bản gốc: ký hiệu hoặc tên cơ quan ban hành bị ghi nhầm.",
     .run = check_document_issuer,
     .examples = EXAMPLES(
         {.fires = true, .kind = "article",
          .text = "Thực hiện Kế hoạch số 128-KH/UBKTTĐ, ngày 18/10/2023 của Ban Thường vụ Tỉnh "
                  "đoàn về việc kiểm tra."},
         {.fires = true, .kind = "article",
          .text = "Theo Quyết định số 05-QĐ/ĐTN của Ủy ban Kiểm tra Huyện đoàn."},
         {.kind = "article",
          .text = "Thực hiện Kế hoạch số 03-KH/TĐTN-UBKT của Ủy ban Kiểm tra Tỉnh đoàn."},
         {.kind = "article",
          .text = "Thực hiện Kế hoạch số 444-KH/TĐTN-TCKT của Ban Thường vụ Tỉnh đoàn."})},
    {.code = "document.superior", .severity = HINT, .kinds = ",document,",
     .message = "Đây là văn bản của cấp trên, không phải của đơn vị.",
     .message_en = "The document is one of the central committee, not the unit's own.",
     .mend = "Nộp văn bản do chính đơn vị ban hành để triển khai.", .run = check_document_superior,
     .examples = EXAMPLES(FILED("18-HD/TWĐTN-BTC", .fires = true),
                          FILED("289-QĐ/TW", .fires = true),
                          FILED("18-HD/TĐTN-TCKT"))},
    {.code = "document.symbol_differs", .severity = WARNING, .kinds = ",document,report,",
     .message = "Số, ký hiệu đã khai khác số, ký hiệu ghi trong tệp.",
     .message_en = "The symbol that was filed is not the one in the file.",
     .mend = "Sửa số, ký hiệu hoặc đính kèm đúng văn bản.", .run = check_document_in_file,
     .examples = EXAMPLES(PAPER(HEAD "Số: 45-BC/ĐTN\n" DAY BODY, .fires = true),
                          PAPER(HEAD "Số: 12 - KH/ĐTN\n" DAY BODY), PAPER(HEAD DAY BODY))},
    {.code = "document.day_differs", .severity = WARNING, .kinds = ",document,",
     .message = "Ngày ban hành ghi trong tệp cách xa ngày đã khai.",
     .message_en = "The day on the paper is far from the one that was stated.",
     .mend = "Kiểm tra lại ngày ban hành.", .run = check_document_day,
     .parameters = {{"days_max", 45, "số ngày chênh lệch cho phép"}},
     .examples = EXAMPLES(PAPER(HEAD NUMBER "Tiểu Cần, ngày 05 tháng 01 năm 2023\n" BODY,
                                .fires = true), PAPER(WHOLE))},
    {.code = "document.day_after_filing", .severity = ERROR, .kinds = ",document,",
     .message = "Ngày ban hành ghi trong tệp muộn hơn ngày nộp.",
     .message_en = "The day on the paper is later than the filing.",
     .mend = "Nộp văn bản đã ban hành, không nộp bản chuẩn bị sẵn.", .run = check_document_future,
     .examples = EXAMPLES(PAPER(HEAD NUMBER "Tiểu Cần, ngày 15 tháng 6 năm 2023\n" BODY,
                                .fires = true), PAPER(WHOLE))},
    {.code = NULL},
};

#define WORDS_MIN {{"words_min", 25, "chỉ xét tệp có ít nhất chừng này chữ"}}

const struct check PAPER_CHECKS[] = {
    {.code = "paper.no_heading", .severity = HINT, .kinds = ",document,",
     .message = "Văn bản thiếu tiêu đề \"ĐOÀN TNCS HỒ CHÍ MINH\".",
     .message_en = "The paper lacks the Union's heading.",
     .mend = "Trình bày phần đầu theo thể thức văn bản của Đoàn.", .run = check_paper_heading,
     .parameters = WORDS_MIN,
     .examples = EXAMPLES(PAPER(NUMBER DAY NAME BODY TO SIGNED, .fires = true), PAPER(WHOLE))},
    {.code = "paper.state_heading", .severity = HINT, .kinds = ",document,",
     .message = "Văn bản của Đoàn không dùng quốc hiệu.",
     .message_en = "The paper bears the state's heading instead of the Union's.",
     .mend = "Thay quốc hiệu bằng tiêu đề \"ĐOÀN TNCS HỒ CHÍ MINH\".",
     .run = check_paper_state_heading,
     .examples = EXAMPLES(PAPER("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
                                NUMBER DAY NAME BODY TO SIGNED, .fires = true), PAPER(WHOLE))},
    {.code = "paper.no_symbol", .severity = WARNING, .kinds = ",document,",
     .message = "Trong tệp không thấy số và ký hiệu văn bản.",
     .message_en = "The paper shows no number and symbol.",
     .mend = "Nộp bản đã vào số, có đủ số và ký hiệu.", .run = check_paper_symbol,
     .parameters = WORDS_MIN,
     .examples = EXAMPLES(PAPER(HEAD DAY NAME BODY TO SIGNED, .fires = true), PAPER(WHOLE))},
    {.code = "paper.unnumbered", .severity = WARNING, .kinds = ",document,",
     .message = "Văn bản chưa được cấp số.", .message_en = "The paper has not got its number.",
     .mend = "Nộp bản đã vào số.", .run = check_paper_unnumbered,
     .examples = EXAMPLES(PAPER(HEAD "Số:      -KH/ĐTN\n" DAY NAME BODY TO SIGNED, .fires = true),
                          PAPER(HEAD "Số: …-KH/ĐTN\n" DAY BODY, .fires = true), PAPER(WHOLE))},
    {.code = "paper.no_day", .severity = WARNING, .kinds = ",document,",
     .message = "Trong tệp không thấy địa danh và ngày ban hành.",
     .message_en = "The paper shows no day of issue.",
     .mend = "Ghi đủ dòng địa danh, ngày tháng năm.", .run = check_paper_day,
     .parameters = WORDS_MIN,
     .examples = EXAMPLES(PAPER(HEAD NUMBER NAME BODY TO SIGNED, .fires = true), PAPER(WHOLE))},
    {.code = "paper.no_subject", .severity = HINT, .kinds = ",document,",
     .message = "Trong tệp không thấy tên loại văn bản và trích yếu.",
     .message_en = "The paper shows neither its type's name nor a subject.",
     .mend = "Ghi tên loại (KẾ HOẠCH, BÁO CÁO…) và trích yếu; công văn ghi \"V/v\".",
     .run = check_paper_subject, .parameters = WORDS_MIN,
     .examples = EXAMPLES(PAPER(HEAD NUMBER DAY BODY TO SIGNED, .fires = true), PAPER(WHOLE))},
    {.code = "paper.type_differs", .severity = WARNING, .kinds = ",document,",
     .message = "Tên loại ghi trong tệp khác loại trong ký hiệu đã khai.",
     .message_en = "The type's name on the paper is not that of the symbol.",
     .mend = "Kiểm tra lại ký hiệu, hoặc đính kèm đúng văn bản.", .run = check_paper_type,
     .examples = EXAMPLES(PAPER(HEAD DAY "BÁO CÁO\nKết quả tình nguyện\n" BODY, .fires = true),
                          PAPER(WHOLE))},
    {.code = "paper.no_recipients", .severity = HINT, .kinds = ",document,",
     .message = "Văn bản thiếu phần \"Nơi nhận\".", .message_en = "The paper names no recipients.",
     .mend = "Bổ sung nơi nhận theo thể thức.", .run = check_paper_recipients,
     .parameters = WORDS_MIN,
     .examples = EXAMPLES(PAPER(HEAD NUMBER DAY NAME BODY SIGNED, .fires = true), PAPER(WHOLE))},
    {.code = "paper.no_signer", .severity = WARNING, .kinds = ",document,",
     .message = "Trong tệp không thấy thẩm quyền và người ký.",
     .message_en = "The paper shows nobody who signed it.",
     .mend = "Nộp bản đã ký, có chức vụ và họ tên người ký.", .run = check_paper_signer,
     .parameters = WORDS_MIN,
     .examples = EXAMPLES(PAPER(HEAD NUMBER DAY NAME BODY TO, .fires = true), PAPER(WHOLE))},
    {.code = "paper.draft", .severity = ERROR, .kinds = ",document,",
     .message = "Đây là bản dự thảo.", .message_en = "The paper is a draft.",
     .mend = "Nộp bản chính thức đã ban hành.", .run = check_paper_draft,
     .examples = EXAMPLES(PAPER("DỰ THẢO\n" WHOLE, .fires = true), PAPER(WHOLE))},
    {.code = "paper.unfilled", .severity = WARNING, .kinds = ",document,report,list,",
     .message = "Văn bản còn chỗ trống chưa điền.",
     .message_en = "Blanks of a form are still to be filled in.",
     .mend = "Điền đủ các chỗ chấm chấm trước khi nộp.", .run = check_paper_unfilled,
     .examples = EXAMPLES(PAPER(WHOLE "Họ và tên: ...............\n", .fires = true),
                          PAPER(WHOLE "Và nhiều hoạt động khác...\n"))},
    {.code = NULL},
};
