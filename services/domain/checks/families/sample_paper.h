/*
 * sample_paper.h — a made-up paper in parts, for the examples of documents.c and papers.c.
 */
#ifndef CHECKS_SAMPLE_PAPER_H
#define CHECKS_SAMPLE_PAPER_H

#define DOCX "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
#define PAPER(...) \
    { \
        .kind = "document", .symbol = "12-KH/ĐTN", .file = "ke-hoach.docx", .media_type = DOCX, \
        .file_text = __VA_ARGS__ \
    }
#define PAPER_HEAD   "ĐOÀN TNCS HỒ CHÍ MINH\nHUYỆN ĐOÀN TIỂU CẦN\n***\n"
#define PAPER_NUMBER "Số: 12-KH/ĐTN\n"
#define PAPER_DAY    "Tiểu Cần, ngày 20 tháng 5 năm 2023\n"
#define PAPER_NAME   "KẾ HOẠCH\nTổ chức ngày thứ Bảy tình nguyện\n"
#define PAPER_BODY \
    "Thực hiện chương trình công tác năm, Ban Thường vụ Huyện đoàn xây dựng kế hoạch tổ chức " \
    "ngày thứ Bảy tình nguyện tại các xã, thị trấn trên địa bàn huyện.\n"
#define PAPER_TO     "Nơi nhận:\n- Tỉnh đoàn;\n- Lưu văn phòng.\n"
#define PAPER_SIGNED "TM. BAN THƯỜNG VỤ\nBÍ THƯ\n(Đã ký)\nNguyễn Văn An\n"
#define PAPER_WHOLE  PAPER_HEAD PAPER_NUMBER PAPER_DAY PAPER_NAME PAPER_BODY PAPER_TO PAPER_SIGNED

#endif
