/*
 * forms.c — the table of sheets, columns and words.
 */
#include "workbook/forms.h"

#include "rules/kinds/list.h"

static const struct word POOLS[] = {
    {"base", "cơ bản"}, {"bonus", "thưởng"}, {"deduction", "trừ"}, {NULL, NULL}};
static const struct word FLOORS[] = {{"0", "không âm"}, {"none", "được âm"}, {NULL, NULL}};
static const struct word LIMITS[] = {{"sum", "bằng tổng"}, {"cap", "cắt phần vượt"}, {NULL, NULL}};
static const struct word RESCALES[] = {
    {"none", "không"}, {"proportional", "theo tỷ lệ"}, {NULL, NULL}};
static const struct word BANDS[] = {{"percent", "phần trăm"}, {"points", "điểm"}, {NULL, NULL}};
static const struct word HOLES[] = {
    {"fault", "là lỗi"}, {"person", "cho người chấm"}, {NULL, NULL}};
static const struct word AGGREGATES[] = {
    {"count", "số lần"}, {"sum", "tổng"}, {"max", "lớn nhất"}, {NULL, NULL}};
static const struct word AGAINST[] = {{"target", "chỉ tiêu"}, {NULL, NULL}};
static const struct word PIECES[] = {{"count", "số minh chứng"},
                                     {"days", "số ngày"},
                                     {"weeks", "số tuần"},
                                     {"days_late", "số ngày trễ"},
                                     {NULL, NULL}};
static const struct word MISSING[] = {
    {"zero", "tính là 0"}, {"person", "cho người chấm"}, {NULL, NULL}};
static const struct word MATCHES[] = {
    {"only", "chỉ một dòng"}, {"first", "dòng đầu tiên"}, {NULL, NULL}};
static const struct word PERIODS[] = {{"day", "ngày"}, {"week", "tuần"}, {NULL, NULL}};
#define KIND_WORD(symbol, name, word) {name, word},
static const struct word KINDS[] = {RULE_KINDS(KIND_WORD){NULL, NULL}};
#undef KIND_WORD

static const struct column HEAD[] = {
    {"Mã bộ tiêu chí", "code", COLUMN_CODE, 0, NULL},
    {"Tên", "name", COLUMN_TEXT, 0, NULL},
    {"Phiên bản", "version", COLUMN_COUNT, 0, NULL},
    {"Văn bản ban hành", "source", COLUMN_TEXT, 0, NULL},
    {"Ghi chú", "note", COLUMN_TEXT, 0, NULL},
    {"Tính từ ngày", "period/from", COLUMN_DAY, 0, NULL},
    {"Tính đến ngày", "period/to", COLUMN_DAY, 0, NULL},
    {"Tổng điểm cơ bản", "points/base", COLUMN_NUMBER, 0, NULL},
    {"Quỹ điểm thưởng", "points/bonus", COLUMN_NUMBER, 0, NULL},
    {"Quy đổi phần không áp dụng", "settings/rescale", COLUMN_WORD, 0, RESCALES},
    {"Xếp loại theo", "settings/bands_by", COLUMN_WORD, 0, BANDS},
    {"Khoảng hở giữa các mức xếp loại", "settings/band_holes", COLUMN_WORD, 0, HOLES},
    {"Điểm chia hết cho", "settings/band_grain", COLUMN_NUMBER, 0, NULL},
    {"Khi bằng điểm, xét lần lượt", "settings/tie_break", COLUMN_LIST, 0, NULL},
};

static const struct column GROUPS[] = {
    {"Mã", "code", COLUMN_CODE, 12, NULL},
    {"Tên nhóm", "name", COLUMN_TEXT, 60, NULL},
    {"Thuộc nhóm", "parent", COLUMN_CODE, 12, NULL},
    {"Điểm", "points", COLUMN_NUMBER, 10, NULL},
    {"Loại điểm", "pool", COLUMN_WORD, 12, POOLS},
    {"Khi trừ quá", "floor", COLUMN_WORD, 14, FLOORS},
    {"Khi các phần vượt điểm", "limit", COLUMN_WORD, 22, LIMITS},
    {"Ghi chú", "note", COLUMN_TEXT, 40, NULL},
};

static const struct column CRITERIA[] = {
    {"Mã", "code", COLUMN_CODE, 12, NULL},
    {"Tên tiêu chí", "name", COLUMN_TEXT, 60, NULL},
    {"Thuộc nhóm", "parent", COLUMN_CODE, 12, NULL},
    {"Điểm", "points", COLUMN_NUMBER, 10, NULL},
    {"Loại điểm", "pool", COLUMN_WORD, 12, POOLS},
    {"Số liệu", "figures", COLUMN_LIST, 40, NULL},
    {"Minh chứng cần có", "evidence", COLUMN_TEXT, 40, NULL},
    {"Loại minh chứng", "evidence_kinds", COLUMN_LIST, 20, NULL},
    {"Tính từ ngày", "window/from", COLUMN_DAY, 14, NULL},
    {"Tính đến ngày", "window/to", COLUMN_DAY, 14, NULL},
    {"Không áp dụng: loại đơn vị", "not_applicable/kinds", COLUMN_LIST, 26, NULL},
    {"Không áp dụng: đơn vị", "not_applicable/units", COLUMN_LIST, 22, NULL},
    {"Lý do không áp dụng", "not_applicable/reason", COLUMN_TEXT, 30, NULL},
    {"Phiên bản quy tắc", "rule_version", COLUMN_COUNT, 16, NULL},
    {"Ghi chú", "note", COLUMN_TEXT, 40, NULL},
};

#define RANGE_COLUMNS \
    {"Từ", "from", COLUMN_NUMBER, 12, NULL}, {"Trên", "above", COLUMN_NUMBER, 12, NULL}, \
        {"Dưới", "to", COLUMN_NUMBER, 12, NULL}, \
    { \
        "Đến hết", "through", COLUMN_NUMBER, 12, NULL \
    }

static const struct column RULES[] = {
    {"Mã tiêu chí", "code", COLUMN_CODE, 12, NULL},
    {"Loại quy tắc", "kind", COLUMN_WORD, 18, KINDS},
    {"Số liệu", "figure", COLUMN_FIGURE, 26, NULL},
    {"Cách tính", "aggregate", COLUMN_WORD, 12, AGGREGATES},
    {"So với", "against", COLUMN_WORD, 10, AGAINST},
    {"Bộ phận", "part", COLUMN_FIGURE, 22, NULL},
    {"Tổng thể", "whole", COLUMN_FIGURE, 22, NULL},
    {"Số đo minh chứng", "pieces", COLUMN_WORD, 18, PIECES},
    {"Khi chưa có số liệu", "missing", COLUMN_WORD, 18, MISSING},
    {"Số người biết", "yes", COLUMN_FIGURE, 18, NULL},
    {"Số người được hỏi", "asked", COLUMN_FIGURE, 18, NULL},
    {"Hỏi ít nhất", "least_asked", COLUMN_NUMBER, 12, NULL},
    RANGE_COLUMNS,
    {"Điểm", "points", COLUMN_NUMBER, 10, NULL},
    {"Cao nhất", "cap", COLUMN_NUMBER, 10, NULL},
    {"Thấp nhất", "floor", COLUMN_NUMBER, 10, NULL},
    {"Điểm khi chưa đạt ngưỡng", "below", COLUMN_NUMBER, 24, NULL},
    {"Điểm khi không đạt điều kiện", "otherwise", COLUMN_NUMBER, 26, NULL},
    {"Số minh chứng cần có", "least", COLUMN_NUMBER, 20, NULL},
    {"Trừ mỗi ngày", "per_day", COLUMN_NUMBER, 14, NULL},
    {"Trọn điểm từ (%)", "full_at", COLUMN_NUMBER, 16, NULL},
    {"Đếm theo", "unit", COLUMN_WORD, 10, PERIODS},
    {"Cần có", "expected", COLUMN_NUMBER, 10, NULL},
    {"Chọn dòng", "match", COLUMN_WORD, 16, MATCHES},
    {"Giá trị chia hết cho", "grain", COLUMN_NUMBER, 18, NULL},
    {"Khoảng hở", "holes", COLUMN_WORD, 16, HOLES},
    {"Dành cho loại đơn vị", "kinds", COLUMN_LIST, 20, NULL},
    {"Dành cho cụm", "peer_groups", COLUMN_LIST, 20, NULL},
};

static const struct column GATES[] = {
    {"Mã", "code", COLUMN_CODE, 12, NULL},
    {"Tên điều kiện", "name", COLUMN_TEXT, 60, NULL},
    {"Nhóm hoặc tiêu chí", "node", COLUMN_CODE, 20, NULL},
    {"Tính theo", "in", COLUMN_WORD, 12, BANDS},
    RANGE_COLUMNS,
};

static const struct column BAND_COLUMNS[] = {
    {"Mức xếp loại", "name", COLUMN_TEXT, 30, NULL},
    RANGE_COLUMNS,
    {"Điều kiện", "gates", COLUMN_LIST, 30, NULL},
};

static const struct column TARGETS[] = {
    {"Đơn vị", "unit", COLUMN_CODE, 20, NULL},
    {"Tiêu chí", "criterion", COLUMN_CODE, 12, NULL},
    {"Chỉ tiêu", "value", COLUMN_NUMBER, 14, NULL},
    {"Tiến độ (ngày: %)", "pace", COLUMN_PACE, 50, NULL},
};

static const struct column NAMED[] = {
    {"Mã", "code", COLUMN_CODE, 20, NULL},
    {"Tên", "name", COLUMN_TEXT, 50, NULL},
};

static const struct column UNITS[] = {
    {"Mã", "code", COLUMN_CODE, 20, NULL},
    {"Tên", "name", COLUMN_TEXT, 50, NULL},
    {"Loại đơn vị", "kind", COLUMN_CODE, 20, NULL},
    {"Cụm thi đua", "peer_group", COLUMN_CODE, 20, NULL},
};

#define COLUMNS(table) table, sizeof(table) / sizeof((table)[0])

const struct form FORMS[] = {
    {"Bộ tiêu chí", FORM_HEAD, "", "", COLUMNS(HEAD)},
    {"Nhóm", FORM_LIST, "groups", "", COLUMNS(GROUPS)},
    {"Tiêu chí", FORM_LIST, "criteria", "", COLUMNS(CRITERIA)},
    {"Quy tắc", FORM_TREE, "criteria", "rule", COLUMNS(RULES)},
    {"Điều kiện", FORM_TREE, "gates", "", COLUMNS(GATES)},
    {"Xếp loại", FORM_LIST, "bands", "", COLUMNS(BAND_COLUMNS)},
    {"Chỉ tiêu", FORM_LIST, "targets", "", COLUMNS(TARGETS)},
    {"Loại đơn vị", FORM_LIST, "directory/kinds", "", COLUMNS(NAMED)},
    {"Cụm thi đua", FORM_LIST, "directory/peer_groups", "", COLUMNS(NAMED)},
    {"Đơn vị", FORM_LIST, "directory/units", "", COLUMNS(UNITS)},
};
const size_t FORM_COUNT = sizeof(FORMS) / sizeof(FORMS[0]);

const struct branch BRANCHES[] = {{"steps", "bậc", 0},
                                  {"rows", "dòng", 0},
                                  {"roles", "vai trò", 0},
                                  {"conditions", "điều kiện", 0},
                                  {"all", "tất cả", 0},
                                  {"any", "một trong", 0},
                                  {"parts", "phần", 0},
                                  {"part", "phần", 1},
                                  {"variants", "biến thể", 0},
                                  {"rule", "quy tắc", 1},
                                  {NULL, NULL, 0}};

const char POSITION_HEADING[] = "Vị trí";

const char GUIDE_SHEET[] = "Hướng dẫn";
const char *const GUIDE[] = {
    "CÁCH ĐỌC VÀ SỬA BỘ TIÊU CHÍ",
    "Mỗi trang là một phần của bộ tiêu chí. Được thêm, bớt dòng; không đổi tên trang và tên cột. "
    "Thứ tự cột tùy ý, ô trống là không ghi gì.",
    "Bộ tiêu chí: tên, khoảng thời gian tính, tổng điểm cơ bản, quỹ điểm thưởng và cách xếp loại.",
    "Nhóm: các nhóm nội dung, nhóm trong nhóm tùy ý. Điểm của nhóm phải bằng tổng các phần bên "
    "trong, trừ khi cột “Khi các phần vượt điểm” ghi “cắt phần vượt”.",
    "Tiêu chí: mỗi dòng một điều kiện chấm điểm. “Số liệu” là tên các số liệu mà đơn vị báo cáo, "
    "cách nhau bằng dấu chấm phẩy.",
    "Loại điểm: “cơ bản” tính vào điểm chung; “thưởng” vào quỹ thưởng riêng; “trừ” là điểm trừ.",
    "Quy tắc: cách chấm của từng tiêu chí. Dòng có “Vị trí” trống là quy tắc chính; “bậc 1”, "
    "“dòng 1”, “điều kiện 1”, “phần 1”, “vai trò 1” là các phần của nó; “phần 1 / bậc 2” là bậc 2 "
    "của phần 1. “biến thể 1” là quy tắc riêng cho một số loại đơn vị hoặc cụm, chấm theo dòng "
    "“biến thể 1 / quy tắc”.",
    "Khoảng giá trị: “Từ” có tính chính số đó, “Trên” thì không; “Đến hết” có tính, “Dưới” thì "
    "không. Mỗi bảng phải kín: giá trị không thuộc bậc nào thì người chấm quyết định, và hệ thống "
    "báo khoảng hở trước khi nhận bộ tiêu chí.",
    "Cột “Khoảng hở” ghi “cho người chấm” khi chủ ý để hở.",
    "Số liệu trong quy tắc: ghi đúng tên ở trang Tiêu chí; #0 là số minh chứng, #1 là số liệu thứ "
    "nhất.",
    "Cách tính: “tổng” cộng số liệu của mọi minh chứng, “số lần” đếm, “lớn nhất” lấy số lớn nhất.",
    "Điều kiện: chỉ hạ mức xếp loại, không đổi điểm. Xếp loại: mức cao nhất đứng trước.",
    "Chỉ tiêu: số giao cho từng đơn vị. Tiến độ ghi như “2023-06-30: 50; 2023-12-31: 100”.",
    "Ngày ghi NĂM-THÁNG-NGÀY, như 2023-11-02. Điểm tối đa hai chữ số thập phân.",
    "Sau khi sửa: minhchung criteria check TỆP.xlsx cho biết mọi lỗi cùng lúc, với trang và ô.",
    NULL};
