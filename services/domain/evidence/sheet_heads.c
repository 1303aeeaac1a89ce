/*
 * sheet_heads.c — names of columns, in the order of enum sheet_column.
 */
#include "evidence/sheet_heads.h"

const struct sheet_head SHEET_HEADS[COLUMN_COUNT] = {
    [COLUMN_UNIT] = {"unit", "Mã đơn vị", "|ma don vi|don vi|unit|"},
    [COLUMN_CRITERIA] = {"criteria", "Mã tiêu chí", "|ma tieu chi|tieu chi|criteria|criterion|"},
    [COLUMN_KIND] = {"kind", "Loại", "|loai|loai minh chung|kind|"},
    [COLUMN_TITLE] = {"title", "Tiêu đề", "|tieu de|ten minh chung|title|"},
    [COLUMN_OCCURRED_ON] = {"occurred_on", "Ngày diễn ra", "|ngay dien ra|ngay|occurred_on|"},
    [COLUMN_RECEIVED_ON] = {"received_on", "Ngày nộp", "|ngay nop|ngay gui|received_on|"},
    [COLUMN_RECEIVED_GROUND] = {"received_ground", "Căn cứ ngày nộp",
                                "|can cu ngay nop|received_ground|"},
    [COLUMN_SYMBOL] = {"document_symbol", "Số ký hiệu",
                       "|so ky hieu|so, ky hieu|ky hieu|document_symbol|"},
    [COLUMN_LINK] = {"link", "Liên kết", "|lien ket|duong dan|link|"},
    [COLUMN_TEXT] = {"text", "Nội dung", "|noi dung|text|"},
    [COLUMN_FIGURES] = {"figures", "Số liệu", "|so lieu|figures|"},
};
