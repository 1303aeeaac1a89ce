/*
 * past_figures.c — the figures of a submission against what the unit, its peers and the units below
 * it filed, and against its number of members.
 */
#include <limits.h>
#include <string.h>

#include "checks/figure_series.h"

struct own_figure {
    size_t index;
    struct figure_name name;
    struct decimal value;
    const struct figure_past *past; /* NULL: none known */
};

/* The next figure that is a number, at or after *at. */
static bool next_figure(struct inspection *in, size_t *at, struct own_figure *out)
{
    for (; *at < in->piece->n_figures; (*at)++) {
        if (past_is_number(in->piece->figures[*at]->value, &out->value)) {
            out->index = *at;
            out->name = figure_name_in(in->arena, in->piece, *at);
            out->past = past_of(in->context->past, &out->name);
            (*at)++;
            return true;
        }
    }
    return false;
}

static const char *name_of(const struct inspection *in, const struct own_figure *figure)
{
    return in->piece->figures[figure->index]->name;
}

static const char *past_figures_print(struct inspection *in, struct decimal value)
{
    char text[DECIMAL_TEXT];
    return arena_print(in->arena, "%s", decimal_print(value, text));
}

static void past_figures_report(struct inspection *in, const struct own_figure *figure,
                                const char *detail)
{
    report(in, arena_print(in->arena, "figures[%zu]", figure->index), detail);
}

static const char *day_of(struct inspection *in, date_days date)
{
    int year, month, day;
    date_split(date, &year, &month, &day);
    return arena_print(in->arena, "%d/%d/%d", day, month, year);
}

/* ------------------------------------------------------------- outliers */

static struct figure_series series_of(const struct inspection *in, const struct own_figure *figure)
{
    return (struct figure_series){.value = figure->value,
                                  .shape = figure->name.shape,
                                  .day = in->occurred,
                                  .past = figure->past};
}

static void judge_spread(struct inspection *in, const struct own_figure *figure,
                         const struct decimal *others, size_t count, const char *whose)
{
    const struct spread_limits limits = {(size_t)parameter(in, "values_min"),
                                         parameter(in, "z_tenths"), parameter(in, "times_min")};
    struct spread spread = spread_judge(figure->value, others, count, &limits);
    if (spread.verdict == SPREAD_HIGH || spread.verdict == SPREAD_LOW) {
        past_figures_report(in, figure,
                            arena_print(in->arena, "%s là %s, %s hơn hẳn %s (giữa %zu số: %s).",
                                        name_of(in, figure), past_figures_print(in, figure->value),
                                        spread.verdict == SPREAD_HIGH ? "lớn" : "nhỏ", whose,
                                        spread.count, past_figures_print(in, spread.median)));
    }
}

static void check_figure_outlier_own(struct inspection *in)
{
    struct own_figure figure;
    for (size_t at = 0; next_figure(in, &at, &figure);) {
        struct decimal others[SPREAD_VALUES_MAX];
        struct figure_series series = series_of(in, &figure);
        size_t count = figure_series_amounts(&series, others);
        judge_spread(in, &figure, others, count, "các lần khác của đơn vị");
    }
}

static void check_figure_outlier_peers(struct inspection *in)
{
    struct own_figure figure;
    for (size_t at = 0; next_figure(in, &at, &figure);) {
        struct decimal others[PAST_PEERS_MAX];
        size_t count = figure.past != NULL ? figure.past->peer_count : 0;
        for (size_t i = 0; i < count; i++) {
            others[i] = figure.past->peers[i].amount;
        }
        judge_spread(in, &figure, others, count, "các đơn vị cùng cụm, khối");
    }
}

/* ------------------------------------------------------------- over the year */

/* Only the last value before this day is compared: a running figure never falls. */
static void check_figure_falls(struct inspection *in)
{
    struct own_figure figure;
    for (size_t at = 0; next_figure(in, &at, &figure);) {
        struct figure_series series = series_of(in, &figure);
        const struct past_value *before = figure_series_falls(&series);
        if (before != NULL) {
            past_figures_report(
                in, &figure,
                arena_print(in->arena, "%s là %s, trước đó đến ngày %s đã là %s (\"%s\").",
                            name_of(in, &figure), past_figures_print(in, figure.value),
                            day_of(in, before->day), past_figures_print(in, before->amount),
                            before->title));
        }
    }
}

static void check_figure_below_plan(struct inspection *in)
{
    struct own_figure figure;
    for (size_t at = 0; next_figure(in, &at, &figure);) {
        struct decimal sum;
        struct figure_series series = series_of(in, &figure);
        const struct past_value *plan = figure_series_plan(&series);
        if (plan == NULL || !figure_series_reached(&series, plan->day, &sum)) {
            continue;
        }
        if (decimal_compare(sum, figure_share(plan->amount, parameter(in, "percent_min"))) < 0) {
            past_figures_report(in, &figure,
                                arena_print(in->arena,
                                            "%s đến nay là %s, kế hoạch ngày %s đề ra %s (\"%s\").",
                                            name_of(in, &figure), past_figures_print(in, sum),
                                            day_of(in, plan->day),
                                            past_figures_print(in, plan->amount), plan->title));
        }
    }
}

/* ------------------------------------------------------------- members */

/* The words after "số đoàn viên"; NULL: the figure counts other people, or attendances. */
static const char *of_members(const char *key)
{
    static const char *const OTHERS[] = {"luot",       "thanh nien", "thanh thieu",
                                         "hoi vien",   "doi vien",   "thieu nhi",
                                         "quan chung", " va ",       ","};
    for (size_t i = 0; i < sizeof(OTHERS) / sizeof(OTHERS[0]); i++) {
        if (strstr(key, OTHERS[i]) != NULL) {
            return NULL;
        }
    }
    key += strncmp(key, "tong ", 5) == 0 ? 5 : 0;
    key += strncmp(key, "so luong ", 9) == 0 ? 9 : strncmp(key, "so ", 3) == 0 ? 3 : 0;
    size_t len = strlen("doan vien");
    bool is_it = strncmp(key, "doan vien", len) == 0 && (key[len] == '\0' || key[len] == ' ');
    return is_it ? key + len + (key[len] == ' ' ? 1 : 0) : NULL;
}

static bool is_claim(const char *rest)
{
    static const char *const CLAIMS[] = {"",         "cua don vi",     "hien co",    "dang quan ly",
                                         "hien tai", "dang sinh hoat", "toan don vi"};
    for (size_t i = 0; i < sizeof(CLAIMS) / sizeof(CLAIMS[0]); i++) {
        if (strcmp(rest, CLAIMS[i]) == 0) {
            return true;
        }
    }
    return false;
}

static void check_figure_over_members(struct inspection *in)
{
    const struct past *past = in->context->past;
    struct own_figure figure;
    for (size_t at = 0; past != NULL && past->has_members && next_figure(in, &at, &figure);) {
        const char *rest = of_members(figure.name.key);
        struct decimal most = figure_share(past->members, 100 + parameter(in, "percent_over"));
        if (rest != NULL && !is_claim(rest) && decimal_compare(figure.value, most) > 0) {
            past_figures_report(in, &figure,
                                arena_print(in->arena, "%s là %s, đơn vị có %s đoàn viên.",
                                            name_of(in, &figure),
                                            past_figures_print(in, figure.value),
                                            past_figures_print(in, past->members)));
        }
    }
}

static bool is_near(struct decimal value, struct decimal to, long percent)
{
    struct decimal above = figure_share(to, 100 + percent),
                   below = figure_share(to, percent < 100 ? 100 - percent : 0);
    return decimal_compare(value, below) >= 0 && decimal_compare(value, above) <= 0;
}

static void check_figure_members_differ(struct inspection *in)
{
    const struct past *past = in->context->past;
    struct own_figure figure;
    for (size_t at = 0; past != NULL && past->has_members && next_figure(in, &at, &figure);) {
        const char *rest = of_members(figure.name.key);
        if (rest != NULL && is_claim(rest) && figure.name.shape != FIGURE_PLAN &&
            !is_near(figure.value, past->members, parameter(in, "percent_max"))) {
            past_figures_report(
                in, &figure,
                arena_print(in->arena, "%s khai %s, phần mềm Quản lý đoàn viên có %s.",
                            name_of(in, &figure), past_figures_print(in, figure.value),
                            past_figures_print(in, past->members)));
        }
    }
}

/* ------------------------------------------------------------- the units below */

/* A unit may state the sum of this occasion or of the year: one match is enough. */
static void check_figure_children(struct inspection *in)
{
    struct own_figure figure;
    for (size_t at = 0; next_figure(in, &at, &figure);) {
        const struct figure_past *past = figure.past;
        struct decimal sum;
        struct figure_series series = series_of(in, &figure);
        if (past == NULL || past->child_count == 0 || past->child_filed < past->child_count ||
            figure.name.shape == FIGURE_PLAN || !figure_series_reached(&series, INT32_MIN, &sum)) {
            continue;
        }
        long percent = parameter(in, "percent_max");
        if (!is_near(figure.value, past->children, percent) &&
            !is_near(sum, past->children, percent)) {
            past_figures_report(
                in, &figure,
                arena_print(in->arena, "%s khai %s, %zu đơn vị trực thuộc cộng lại là %s.",
                            name_of(in, &figure), past_figures_print(in, figure.value),
                            past->child_count, past_figures_print(in, past->children)));
        }
    }
}

/* ------------------------------------------------------------- the table */

#define OWN(value, day) \
    { \
        PAST_OWN, value, day, 0, 0 \
    }
#define PEER(value) \
    { \
        PAST_PEER, value, NULL, 0, 0 \
    }

static const struct check CHECKS[] = {
    {.code = "figure.outlier_own",
     .severity = WARNING,
     .kinds = "",
     .message = "Số liệu khác hẳn các lần khác của chính đơn vị.",
     .message_en = "A figure is far from what the unit itself filed otherwise.",
     .mend = "Xem lại có thừa hay thiếu chữ số không; nếu đúng thì giải trình.",
     .run = check_figure_outlier_own,
     .parameters = {{"values_min", 6, "số lần khác ít nhất để đánh giá"},
                    {"z_tenths", 35, "độ lệch từ mức này (điểm z hiệu chỉnh, phần mười)"},
                    {"times_min", 6, "và gấp, hoặc kém, số giữa từ chừng này lần"}},
     .examples = EXAMPLES(
         {.fires = true,
          .figures = {"Số lượt tham gia", "1200"},
          .past = KNOWN(OWN("110", "2023-01-10"), OWN("125", "2023-02-10"), OWN("98", "2023-03-10"),
                        OWN("140", "2023-04-10"), {PAST_LAST_YEAR, "105", "2022-05-02", 0, 0},
                        {PAST_LAST_YEAR, "130", "2022-06-02", 0, 0})},
         {.figures = {"Số lượt tham gia", "300"},
          .past = KNOWN(OWN("110", "2023-01-10"), OWN("125", "2023-02-10"), OWN("98", "2023-03-10"),
                        OWN("140", "2023-04-10"), {PAST_LAST_YEAR, "105", "2022-05-02", 0, 0},
                        {PAST_LAST_YEAR, "130", "2022-06-02", 0, 0})},
         {.figures = {"Số lượt tham gia", "1200"},
          .past = KNOWN(OWN("110", "2023-01-10"), OWN("125", "2023-02-10"))})},
    {.code = "figure.outlier_peers",
     .severity = WARNING,
     .kinds = "",
     .message = "Số liệu khác hẳn các đơn vị cùng cụm, khối thi đua.",
     .message_en = "A figure is far from what the unit's peers filed for the same criterion.",
     .mend = "Xem lại có thừa hay thiếu chữ số không; nếu đúng thì giải trình.",
     .run = check_figure_outlier_peers,
     .parameters = {{"values_min", 6, "số đơn vị ít nhất để đánh giá"},
                    {"z_tenths", 35, "độ lệch từ mức này (điểm z hiệu chỉnh, phần mười)"},
                    {"times_min", 8, "và gấp, hoặc kém, số giữa từ chừng này lần"}},
     .examples = EXAMPLES({.fires = true,
                           .figures = {"Số cây trồng mới", "52000"},
                           .past = KNOWN(PEER("4800"), PEER("5200"), PEER("3900"), PEER("6100"),
                                         PEER("5500"), PEER("4400"))},
                          {.figures = {"Số cây trồng mới", "9000"},
                           .past = KNOWN(PEER("4800"), PEER("5200"), PEER("3900"), PEER("6100"),
                                         PEER("5500"), PEER("4400"))},
                          {.figures = {"Số cây trồng mới", "52000"},
                           .past = KNOWN(PEER("4800"), PEER("5200"), PEER("3900"))})},
    {.code = "figure.falls",
     .severity = WARNING,
     .kinds = "",
     .message = "Số lũy kế thấp hơn số đã báo trước đó trong năm.",
     .message_en = "A cumulative figure is lower than an earlier one of the same year.",
     .mend = "Sửa số liệu này, hoặc nộp bản sửa của minh chứng trước nếu số trước sai.",
     .run = check_figure_falls,
     .examples =
         EXAMPLES({.fires = true,
                   .figures = {"Lũy kế số đơn vị máu đến tháng 5", "180"},
                   .past = KNOWN(OWN("210", "2023-03-31"))},
                  {.figures = {"Lũy kế số đơn vị máu đến tháng 5", "230"},
                   .past = KNOWN(OWN("210", "2023-03-31"))},
                  {.figures = {"Số đơn vị máu", "180"}, .past = KNOWN(OWN("210", "2023-03-31"))},
                  {.figures = {"Lũy kế số đơn vị máu", "180"},
                   .past = KNOWN({PAST_LAST_YEAR, "210", "2022-12-31", 0, 0})})},
    {.code = "figure.over_members",
     .severity = WARNING,
     .kinds = "",
     .message = "Số đoàn viên tham gia lớn hơn số đoàn viên của đơn vị.",
     .message_en = "More members took part than the unit has.",
     .mend = "Nếu đếm lượt thì đổi tên thành \"Số lượt đoàn viên\"; nếu có đơn vị khác cùng tham "
             "gia thì tách riêng.",
     .run = check_figure_over_members,
     .parameters = {{"percent_over", 5, "cho phép vượt, phần trăm"}},
     .examples = EXAMPLES({.fires = true,
                           .figures = {"Số đoàn viên tham gia", "1300"},
                           .past = KNOWN({PAST_MEMBERS, "1200", NULL, 0, 0})},
                          {.figures = {"Số đoàn viên tham gia", "1150"},
                           .past = KNOWN({PAST_MEMBERS, "1200", NULL, 0, 0})},
                          {.figures = {"Số lượt đoàn viên tham gia", "1300"},
                           .past = KNOWN({PAST_MEMBERS, "1200", NULL, 0, 0})},
                          {.figures = {"Số đoàn viên, thanh niên tham gia", "1300"},
                           .past = KNOWN({PAST_MEMBERS, "1200", NULL, 0, 0})})},
    {.code = "figure.members_differ",
     .severity = WARNING,
     .kinds = "",
     .message = "Số đoàn viên khai khác số trên phần mềm Quản lý đoàn viên.",
     .message_en = "The number of members differs from the member software.",
     .mend = "Cập nhật phần mềm, hoặc sửa số liệu cho đúng ngày báo cáo.",
     .run = check_figure_members_differ,
     .parameters = {{"percent_max", 5, "chênh lệch cho phép, phần trăm"}},
     .examples = EXAMPLES({.fires = true,
                           .figures = {"Tổng số đoàn viên", "1400"},
                           .past = KNOWN({PAST_MEMBERS, "1200", NULL, 0, 0})},
                          {.figures = {"Tổng số đoàn viên", "1230"},
                           .past = KNOWN({PAST_MEMBERS, "1200", NULL, 0, 0})},
                          {.figures = {"Số đoàn viên mới kết nạp", "140"},
                           .past = KNOWN({PAST_MEMBERS, "1200", NULL, 0, 0})})},
    {.code = "figure.children_differ",
     .severity = WARNING,
     .kinds = "",
     .message = "Số liệu khác tổng của các đơn vị trực thuộc.",
     .message_en = "A figure is not the sum of the units below.",
     .mend = "Đối chiếu với báo cáo của các đơn vị trực thuộc.",
     .run = check_figure_children,
     .parameters = {{"percent_max", 2, "chênh lệch cho phép, phần trăm"}},
     .examples =
         EXAMPLES({.fires = true,
                   .figures = {"Số cây trồng mới", "5000"},
                   .past = KNOWN({PAST_CHILDREN, "4100", NULL, 3, 3})},
                  {.figures = {"Số cây trồng mới", "4100"},
                   .past = KNOWN({PAST_CHILDREN, "4100", NULL, 3, 3})},
                  {.figures = {"Số cây trồng mới", "1000"},
                   .past = KNOWN({PAST_CHILDREN, "4100", NULL, 3, 3}, OWN("3100", "2023-04-01"))},
                  {.figures = {"Số cây trồng mới", "5000"},
                   .past = KNOWN({PAST_CHILDREN, "3000", NULL, 2, 3})})},
    {.code = "figure.below_plan",
     .severity = WARNING,
     .kinds = "",
     .message = "Quy mô thấp hơn kế hoạch đã đề ra.",
     .message_en = "The scale is below what the unit's plan promised.",
     .mend = "Nếu còn đợt khác thì nộp tiếp; nếu đã xong thì giải trình vì sao chưa đạt.",
     .run = check_figure_below_plan,
     .parameters = {{"percent_min", 80, "tỷ lệ so với kế hoạch ít nhất, phần trăm"}},
     .examples =
         EXAMPLES({.fires = true,
                   .figures = {"Số học sinh tham gia", "120"},
                   .past = KNOWN({PAST_PLAN, "300", "2023-03-01", 0, 0})},
                  {.figures = {"Số học sinh tham gia", "280"},
                   .past = KNOWN({PAST_PLAN, "300", "2023-03-01", 0, 0})},
                  {.figures = {"Số học sinh tham gia", "120"},
                   .past = KNOWN({PAST_PLAN, "300", "2023-03-01", 0, 0}, OWN("170", "2023-04-01"))},
                  {.figures = {"Số học sinh tham gia (dự kiến)", "120"},
                   .past = KNOWN({PAST_PLAN, "300", "2023-03-01", 0, 0})})},
    {.code = NULL},
};

CHECK_FAMILY(FAMILY_PAST_FIGURES) = {.name = "Số liệu so với lần trước, đơn vị khác, kế hoạch",
                                     .checks = CHECKS};
