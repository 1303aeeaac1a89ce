/*
 * lists.c — columns and words of the office's lists; see lists.h.
 */
#include "lists/lists.h"

#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/text.h"
#include "text/amount.h"

/* ---------------------------------------------------------------- cells */

/* Words of a cell, compared without accents, and their meaning. */
struct word {
    const char *words, *meaning;
};

/* The store's word; unknown words stay, and the store refuses them. */
static const char *meaning_of(const struct word *words, const char *cell, struct arena *arena)
{
    const char *wanted = arena_print(arena, "|%s|", text_fold(arena, cell, strlen(cell)));
    for (; words->words != NULL; words++) {
        if (strstr(words->words, wanted) != NULL) {
            return words->meaning;
        }
    }
    return cell;
}

static const char *kind_of(const char *cell, struct arena *arena)
{
    static const struct word KINDS[] = {
        {"|tinh|tinh doan|thanh pho truc thuoc trung uong|province|", "province"},
        {"|huyen|thi xa|thanh pho|quan|cap huyen|huyen doan|thi doan|thanh doan|district|",
         "district"},
        {"|truc thuoc|doan truc thuoc|affiliated|", "affiliated"},
        {"|xa|phuong|thi tran|dac khu|cap xa|doan xa|doan phuong|commune|", "commune"},
        {"|chi doan|branch|", "branch"},
        {NULL, NULL},
    };
    return cell[0] != '\0' ? meaning_of(KINDS, cell, arena) : cell;
}

static const char *role_of(const char *cell, struct arena *arena)
{
    static const struct word ROLES[] = {
        {"|can bo don vi|can bo|don vi|officer|", "officer"},
        {"|hoi dong tu danh gia|hoi dong|council|", "council"},
        {"|doan kiem tra|kiem tra|inspector|", "inspector"},
        {"|ban thuong vu|thuong vu|committee|", "committee"},
        {"|bien tap bo tieu chi|bien tap|editor|", "editor"},
        {"|quan tri|admin|", "admin"},
        {"|he thong|system|", "system"},
        {"|nguoi xem|xem|viewer|", "viewer"},
        {NULL, NULL},
    };
    return cell[0] != '\0' ? meaning_of(ROLES, cell, arena) : cell;
}

static const char *area_of(const char *cell, struct arena *arena)
{
    static const struct word AREAS[] = {
        {"||binh thuong|normal|", "normal"},
        {"|dac biet kho khan|kho khan|bien gioi|hai dao|chinh sach|difficult|", "difficult"},
        {NULL, NULL},
    };
    return meaning_of(AREAS, cell, arena);
}

static const char *state_of(const char *cell, struct arena *arena)
{
    static const struct word STATES[] = {
        {"||dang giu chuc|dang cong tac|serving|", "serving"},
        {"|da bao cao cap uy|da bao cao|reported|", "reported"},
        {"|duoc mien|mien|exempt|", "exempt"},
        {"|cho bo tri|cho luan chuyen|awaiting|", "awaiting"},
        {"|da thoi chuc|thoi chuc|left|", "left"},
        {NULL, NULL},
    };
    return meaning_of(STATES, cell, arena);
}

static const char *day_of(const char *cell, struct arena *arena)
{
    char day[DATE_TEXT];
    date_days parsed;
    return date_parse_cell(cell, &parsed) ? arena_print(arena, "%s", date_print(parsed, day))
                                          : cell;
}

/* A number as a user writes it, "1.250,5", as a decimal.  What has no or two readings stays. */
static const char *amount_of(const char *cell, struct arena *arena)
{
    struct decimal value;
    char text[DECIMAL_TEXT];
    return amount_read(arena, "", cell, &value) == AMOUNT_READ
               ? arena_print(arena, "%s", decimal_print(value, text))
               : cell;
}

/* "30/06/2023: 50%; ..." with the days as ISO dates; other text stays likewise. */
static const char *pace_of(const char *cell, struct arena *arena)
{
    struct buf text = {0};
    for (const char *at = cell; *at != '\0'; at += *at != '\0' ? 1 : 0) {
        at += strspn(at, " ");
        size_t len = strcspn(at, ";\n"), day_len = strcspn(at, ":");
        char day[DATE_TEXT];
        date_days parsed;
        const char *word = arena_text(arena, at, day_len);
        bool is_local = day_len < len && date_parse_cell(word, &parsed);
        if (is_local) {
            buf_text(&text, date_print(parsed, day));
            buf_add(&text, at + day_len, len - day_len);
        } else {
            buf_add(&text, at, len);
        }
        buf_text(&text, ";");
        at += len;
    }
    const char *plain = arena_text(arena, (const char *)text.data, text.len);
    buf_free(&text);
    return plain;
}

/* ---------------------------------------------------------------- columns */

static const struct sheet_field UNIT_FIELDS[] = {
    {{"Mã đơn vị", "|ma don vi|ma|code|", true}, "code", NULL},
    {{"Tên đơn vị", "|ten don vi|ten|name|", true}, "name", NULL},
    {{"Loại", "|loai|cap|kind|", true}, "kind", kind_of},
    {{"Mã cấp trên", "|ma cap tren|cap tren|truc thuoc|parent|", true}, "parent", NULL},
};

static const struct sheet_field ACT_FIELDS[] = {
    {{"Mã cũ", "|ma cu|ma don vi cu|from|", true}, "from", NULL},
    {{"Mã mới", "|ma moi|ma don vi moi|to|", true}, "to", NULL},
    {{"Tên mới", "|ten moi|ten don vi moi|name|", false}, "name", NULL},
    {{"Loại", "|loai|cap|kind|", false}, "kind", kind_of},
    {{"Mã cấp trên mới", "|ma cap tren moi|ma cap tren|parent|", false}, "parent", NULL},
    {{"Tỷ lệ", "|ty le|phan|share|", false}, "share", amount_of},
};

static const struct sheet_field TARGET_FIELDS[] = {
    {{"Mã đơn vị", "|ma don vi|don vi|unit|", true}, "unit", NULL},
    {{"Mã tiêu chí", "|ma tieu chi|tieu chi|criterion|", true}, "criterion", NULL},
    {{"Chỉ tiêu", "|chi tieu|chi tieu duoc giao|giao|value|", true}, "value", amount_of},
    {{"Tiến độ", "|tien do|tien do (ngay: %)|pace|", false}, "pace", pace_of},
};

static const struct sheet_field CADRE_FIELDS[] = {
    {{"Mã đơn vị", "|ma don vi|don vi|unit|", true}, "unit", NULL},
    {{"Họ và tên", "|ho va ten|ho ten|full_name|", true}, "name", NULL},
    {{"Ngày sinh", "|ngay sinh|ngay thang nam sinh|nam sinh|born_on|", true}, "birth", day_of},
    {{"Chức danh", "|chuc danh|chuc vu|post|", true}, "post", NULL},
    {{"Khu vực", "|khu vuc|dia ban|area|", false}, "area", area_of},
    {{"Giữ chức từ", "|giu chuc tu|ngay giu chuc|since|", false}, "since", day_of},
    {{"Hết nhiệm kỳ", "|het nhiem ky|ngay het nhiem ky|term_ends|", false}, "term", day_of},
    {{"Tình trạng", "|tinh trang|state|", false}, "state", state_of},
    {{"Ghi chú", "|ghi chu|note|", false}, "note", NULL},
};

static const struct sheet_field ACCOUNT_FIELDS[] = {
    {{"Tên đăng nhập", "|ten dang nhap|tai khoan|username|", true}, "username", NULL},
    {{"Họ và tên", "|ho va ten|ho ten|ho ten hoac chuc danh|full_name|", true}, "full_name", NULL},
    {{"Vai trò", "|vai tro|quyen|role|", true}, "role", role_of},
    {{"Mã đơn vị", "|ma don vi|don vi|unit|", false}, "unit", NULL},
    {{"Thư điện tử", "|thu dien tu|email|e-mail|", false}, "email", NULL},
};

#define FORM(name, fields) \
    { \
        name, fields, sizeof(fields) / sizeof((fields)[0]) \
    }
const struct sheet_form LIST_UNITS = FORM("units", UNIT_FIELDS), LIST_ACT = FORM("act", ACT_FIELDS),
                        LIST_TARGETS = FORM("targets", TARGET_FIELDS),
                        LIST_CADRES = FORM("cadres", CADRE_FIELDS),
                        LIST_ACCOUNTS = FORM("accounts", ACCOUNT_FIELDS);

const struct sheet_form *list_find(const char *name)
{
    static const struct sheet_form *const LISTS[] = {&LIST_UNITS, &LIST_ACT, &LIST_TARGETS,
                                                     &LIST_CADRES, &LIST_ACCOUNTS};
    for (size_t i = 0; i < sizeof(LISTS) / sizeof(LISTS[0]); i++) {
        if (strcmp(LISTS[i]->name, name) == 0) {
            return LISTS[i];
        }
    }
    return NULL;
}

struct problem list_problem(const struct sheet_form *form, struct arena *arena, const char *code)
{
    return problem_of_sheet(arena, code, sheet_form_required(form, arena));
}
