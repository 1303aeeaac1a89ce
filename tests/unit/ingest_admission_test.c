/*
 * Admission: what is refused with which code, who may submit for which unit, and what the columns
 * of a spreadsheet mean.
 */
#include "support/test.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/date.h"
#include "evidence/limits.h"
#include "ingest/columns.h"
#include "ingest/ingest.h"

struct fixture {
    struct directory *directory;
    struct arena *arena;
};

static int set_up(void **state)
{
    static struct fixture fixture;
    struct directory *d = directory_new();
    directory_add(d, 1, 1, 0, 0, "TINH");
    directory_add(d, 1, 2, 1, 0, "TC");
    directory_add(d, 1, 3, 2, 0, "TC-XA");
    directory_add(d, 1, 4, 1, 0, "CN");
    directory_add(d, 1, 5, 1, 0, "NGOAI"); /* not assessed */
    directory_add(d, 2, 10, 2, 0, "officer");
    directory_add(d, 2, 11, 0, 0, "system");
    directory_add(d, 6, 111, 11, 99999, "");
    directory_add(d, 6, 112, 11, 19000, ""); /* has expired */
    directory_add(d, 7, 111, 2, 0, "");
    directory_add(d, 7, 111, 5, 0, "");
    directory_add(d, 7, 112, 2, 0, "");
    directory_add(d, 2, 12, 1, 0, "committee");
    directory_add(d, 2, 13, 0, 0, "system");
    directory_add(d, 3, 1, 7, 1, "2023");
    directory_add(d, 3, 2, 7, 0, "2022");
    directory_add(d, 4, 1, 2, 0, "");
    directory_add(d, 4, 1, 3, 0, "");
    directory_add(d, 4, 1, 4, 0, "");
    directory_add(d, 5, 101, 7, 0, "1.1");
    directory_add(d, 5, 102, 7, 0, "1.2");
    directory_add(d, 5, 103, 8, 0, "9.9"); /* of another set */
    fixture = (struct fixture){d, arena_new()};
    *state = &fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    directory_free(&fixture->directory);
    arena_free(&fixture->arena);
    return 0;
}

static char *copy(struct arena *arena, const char *text)
{
    return arena_print(arena, "%s", text);
}

static Evidence__V1__Submit *good(struct arena *arena)
{
    Evidence__V1__Submission *piece = arena_alloc(arena, sizeof(*piece));
    Evidence__V1__Submit *submit = arena_alloc(arena, sizeof(*submit));
    evidence__v1__submission__init(piece);
    evidence__v1__submit__init(submit);
    piece->campaign = copy(arena, "2023");
    piece->unit = copy(arena, "TC");
    piece->criteria = arena_zero(arena, 16 * sizeof(char *));
    piece->criteria[piece->n_criteria++] = copy(arena, "1.1");
    piece->kind = copy(arena, "document");
    piece->title = copy(arena, "Kế hoạch");
    piece->occurred_on = copy(arena, "2023-10-18");
    submit->submission = piece;
    submit->idempotency_key = copy(arena, "k1");
    return submit;
}

static const char *refusal(struct fixture *fixture, uint32_t account, Evidence__V1__Submit *submit)
{
    struct filing filing;
    struct problem problem;
    struct filer filer = {account, account == 11 ? 111 : 0};
    return filing_make(fixture->directory, filer, submit, fixture->arena, &filing, &problem)
               ? ""
               : problem.code;
}

static const char *refusal_of_key(struct fixture *fixture, uint32_t account, uint32_t key,
                                  const char *unit)
{
    struct filing filing;
    struct problem problem;
    Evidence__V1__Submit *submit = good(fixture->arena);
    submit->submission->unit = copy(fixture->arena, unit);
    return filing_make(fixture->directory, (struct filer){account, key}, submit, fixture->arena,
                       &filing, &problem)
               ? ""
               : problem.code;
}

static void a_system_submits_within_its_access_key(void **state)
{
    struct fixture *fixture = *state;
    assert_string_equal(refusal_of_key(fixture, 11, 111, "TC"), "");
    assert_string_equal(refusal_of_key(fixture, 11, 111, "TC-XA"), "scope.unit");
    assert_string_equal(refusal_of_key(fixture, 11, 112, "TC"), "scope.area");
    assert_string_equal(refusal_of_key(fixture, 11, 0, "TC"), "scope.area");
    assert_string_equal(refusal_of_key(fixture, 11, 113, "TC"), "scope.area");
    assert_string_equal(refusal_of_key(fixture, 13, 111, "TC"), "scope.area"); /* of another */
}

#define REFUSES(code, account, change) \
    do { \
        Evidence__V1__Submit *s = good(fixture->arena); \
        Evidence__V1__Submission *p = s->submission; \
        (void)p; \
        change; \
        assert_string_equal(refusal(fixture, (account), s), (code)); \
    } while (false)

static void admission_names_what_is_wrong(void **state)
{
    struct fixture *fixture = *state;
    struct arena *arena = fixture->arena;
    Evidence__V1__Figure figure = EVIDENCE__V1__FIGURE__INIT, *figures[] = {&figure};
    REFUSES("", 10, (void)0);
    REFUSES("idempotency.invalid", 10, s->idempotency_key = copy(arena, ""));
    REFUSES("request.invalid", 10, s->submission = NULL);
    REFUSES("campaign.unknown", 10, p->campaign = copy(arena, "2099"));
    REFUSES("campaign.closed", 10, p->campaign = copy(arena, "2022"));
    REFUSES("field.missing", 10, p->campaign = copy(arena, ""));
    REFUSES("unit.unknown", 10, p->unit = copy(arena, "Tiểu Cần"));
    REFUSES("unit.forbidden", 10, p->unit = copy(arena, "CN"));
    REFUSES("unit.forbidden", 12, (void)0);
    REFUSES("unit.forbidden", 99, (void)0);
    REFUSES("", 10, p->unit = copy(arena, "TC-XA"));
    REFUSES("unit.not_assessed", 11, p->unit = copy(arena, "NGOAI"));
    REFUSES("criterion.count", 10, p->n_criteria = 0);
    REFUSES("criterion.unknown", 10, p->criteria[0] = copy(arena, "9.9"));
    REFUSES("criterion.count", 10, p->criteria[p->n_criteria++] = copy(arena, "1.1"));
    REFUSES("kind.unknown", 10, p->kind = copy(arena, "giấy"));
    REFUSES("field.missing", 10, p->title = copy(arena, "  \n"));
    REFUSES("text.control", 10, p->title = copy(arena, "a\x01"));
    REFUSES("date.invalid", 10, p->occurred_on = copy(arena, "2023-02-30"));
    REFUSES("date.invalid", 10, p->occurred_on = copy(arena, "18/10/2023"));
    REFUSES("field.missing", 10, p->occurred_on = copy(arena, ""));
    REFUSES("received_on.forbidden", 10, p->received_on = copy(arena, "2023-10-20"));
    REFUSES("received_on.ground", 11, p->received_on = copy(arena, "2023-10-20"));
    REFUSES("received_on.ground", 11,
            (p->received_on = copy(arena, "2023-10-20"), p->received_ground = copy(arena, " \n")));
    REFUSES("", 11,
            (p->received_on = copy(arena, "2023-10-20"),
             p->received_ground = copy(arena, "Bản giấy, số đến 128")));
    char today[DATE_TEXT], tomorrow[DATE_TEXT];
    date_days now = date_of_us(clock_wall_us());
    REFUSES("", 11,
            (p->received_on = copy(arena, date_print(now, today)),
             p->received_ground = copy(arena, "Giấy")));
    REFUSES("received_on.future", 11,
            (p->received_on = copy(arena, date_print(now + 1, tomorrow)),
             p->received_ground = copy(arena, "Giấy")));
    figure.name = copy(arena, "nam");
    figure.value = copy(arena, "1,234");
    REFUSES("figure.doubtful", 10, (p->figures = figures, p->n_figures = 1));
    figure.value = copy(arena, "12 hoặc 13");
    REFUSES("figure.invalid", 10, (p->figures = figures, p->n_figures = 1));
    figure.value = copy(arena, "1.234.567,5");
    REFUSES("", 10, (p->figures = figures, p->n_figures = 1));
    assert_string_equal(figure.value, "1234567.5");
    REFUSES("", 10, (p->figures = figures, p->n_figures = 1)); /* read again, the same */
    assert_string_equal(figure.value, "1234567.5");
    REFUSES("revision.conflict", 10,
            (p->evidence_id.data = (uint8_t *)copy(arena, "x"), p->evidence_id.len = 1));
}

static struct problem problem_with_counts(struct fixture *fixture, size_t criteria, size_t figures)
{
    struct filing filing;
    struct problem problem = {.code = ""};
    Evidence__V1__Submit *submit = good(fixture->arena);
    Evidence__V1__Submission *piece = submit->submission;
    Evidence__V1__Figure *figure = arena_alloc(fixture->arena, sizeof(*figure));
    evidence__v1__figure__init(figure);
    figure->name = copy(fixture->arena, "nam");
    figure->value = copy(fixture->arena, "1");
    piece->criteria = arena_alloc(fixture->arena, criteria * sizeof(char *));
    piece->figures = arena_alloc(fixture->arena, figures * sizeof(figure));
    for (piece->n_criteria = 0; piece->n_criteria < criteria; piece->n_criteria++) {
        piece->criteria[piece->n_criteria] = copy(fixture->arena, "1.1");
    }
    for (piece->n_figures = 0; piece->n_figures < figures; piece->n_figures++) {
        piece->figures[piece->n_figures] = figure;
    }
    (void)!filing_make(fixture->directory, (struct filer){10, 0}, submit, fixture->arena, &filing,
                       &problem);
    return problem;
}

static void a_limit_is_refused_by_its_number(void **state)
{
    struct fixture *fixture = *state;
    assert_string_equal(problem_with_counts(fixture, 1, EVIDENCE_FIGURES_MAX).code, "");
    struct problem problem = problem_with_counts(fixture, 1, EVIDENCE_FIGURES_MAX + 1);
    assert_string_equal(problem.code, "field.too_many");
    assert_string_equal(problem.field, "figures");
    assert_non_null(strstr(problem.detail, "100"));
    problem = problem_with_counts(fixture, EVIDENCE_CRITERIA_MAX + 1, 0);
    assert_string_equal(problem.code, "criterion.count");
    assert_non_null(strstr(problem.detail, "12"));
    assert_non_null(strstr(problem.detail_en, "12"));
}

static void a_title_is_measured_in_characters(void **state)
{
    struct fixture *fixture = *state;
    struct arena *arena = fixture->arena;
    char title[3 * EVIDENCE_TITLE_MAX + 4] = "";
    for (size_t i = 0; i < EVIDENCE_TITLE_MAX; i++) {
        memcpy(title + 3 * i, "ế", 4);
    }
    REFUSES("", 10, p->title = title);
    memcpy(title + sizeof(title) - 4, "a", 2);
    REFUSES("field.too_long", 10, p->title = title);
    REFUSES("file.name", 10, {
        static char name[EVIDENCE_FILE_NAME_MAX + 2];
        static unsigned char hash[HASH_SIZE];
        Evidence__V1__File *file = arena_alloc(arena, sizeof(*file));
        evidence__v1__file__init(file);
        memset(name, 'a', sizeof(name) - 1);
        file->name = name;
        file->hash.data = hash;
        file->hash.len = sizeof(hash);
        p->files = arena_copy(arena, &file, sizeof(file));
        p->n_files = 1;
    });
}

static void the_same_key_of_the_same_account_is_the_same_submission(void **state)
{
    struct fixture *fixture = *state;
    struct filing first, again, other, fixed;
    struct problem problem;
    Evidence__V1__Submit *submit = good(fixture->arena);
    assert_true(filing_make(fixture->directory, (struct filer){10, 0}, submit, fixture->arena,
                            &first, &problem));
    assert_true(filing_make(fixture->directory, (struct filer){10, 0}, good(fixture->arena),
                            fixture->arena, &again, &problem));
    assert_true(filing_make(fixture->directory, (struct filer){11, 111}, good(fixture->arena),
                            fixture->arena, &other, &problem));
    submit->submission->title = copy(fixture->arena, "Khác");
    assert_true(filing_make(fixture->directory, (struct filer){10, 0}, submit, fixture->arena,
                            &fixed, &problem));
    assert_true(uuid_equal(&first.id, &again.id));
    assert_memory_equal(first.body_hash.bytes, again.body_hash.bytes, HASH_SIZE);
    assert_false(uuid_equal(&first.id, &other.id));
    assert_true(uuid_equal(&first.id, &fixed.id));
    assert_memory_not_equal(first.body_hash.bytes, fixed.body_hash.bytes, HASH_SIZE);
    assert_string_equal(first.criteria, "{101}");
}

static Evidence__V1__SheetRow row_of(char **cells, size_t count)
{
    static char sheet[] = "Trang 1";
    Evidence__V1__SheetRow row = EVIDENCE__V1__SHEET_ROW__INIT;
    row.sheet = sheet;
    row.row = 3;
    row.cells = cells;
    row.n_cells = count;
    return row;
}

static void columns_are_found_by_their_heads(void **state)
{
    struct fixture *fixture = *state;
    struct arena *arena = fixture->arena;
    struct columns columns = {0};
    char *title[] = {copy(arena, "BẢNG MINH CHỨNG"), copy(arena, "")};
    char *head[] = {copy(arena, "STT"),    copy(arena, "Mã đơn vị"), copy(arena, "MÃ TIÊU CHÍ"),
                    copy(arena, "Loại"),   copy(arena, " Tiêu đề "), copy(arena, "Ngày diễn ra"),
                    copy(arena, "Số liệu")};
    char *data[] = {copy(arena, "1"),
                    copy(arena, "TC"),
                    copy(arena, "1.1; 1.2"),
                    copy(arena, "Văn bản"),
                    copy(arena, " Kế hoạch "),
                    copy(arena, "2/3/2023"),
                    copy(arena, "Tổng số = 30; nam=12;; ")};
    char *empty[] = {copy(arena, " "), copy(arena, "")};
    Evidence__V1__SheetRow row = row_of(title, 2);
    assert_int_equal(columns_look(&columns, &row, arena), ROW_NOTHING);
    row = row_of(head, 7);
    assert_int_equal(columns_look(&columns, &row, arena), ROW_HEAD);
    row = row_of(empty, 2);
    assert_int_equal(columns_look(&columns, &row, arena), ROW_NOTHING);
    row = row_of(data, 7);
    assert_int_equal(columns_look(&columns, &row, arena), ROW_PIECE);
    Evidence__V1__CellFault cell[2] = {EVIDENCE__V1__CELL_FAULT__INIT,
                                       EVIDENCE__V1__CELL_FAULT__INIT};
    Evidence__V1__CellFault *faults[] = {&cell[0], &cell[1]};
    size_t at = 0;
    cell[0].column = 0; /* "STT" is not read */
    cell[1].column = 5;
    row.faults = faults;
    row.n_faults = 2;
    assert_string_equal(columns_fault(&columns, &row, &at), "occurred_on");
    assert_null(columns_fault(&columns, &row, &at));
    row.cells = empty; /* a row of failed formulas only is not lost */
    row.n_cells = 2;
    assert_int_equal(columns_look(&columns, &row, arena), ROW_PIECE);
    row.n_faults = 1;
    assert_int_equal(columns_look(&columns, &row, arena), ROW_NOTHING);
    row = row_of(data, 7);
    Evidence__V1__Submit *submit = columns_submit(&columns, &row, "2023", arena);
    const Evidence__V1__Submission *piece = submit->submission;
    assert_string_equal(piece->unit, "TC");
    assert_int_equal(piece->n_criteria, 2);
    assert_string_equal(piece->criteria[1], "1.2");
    assert_string_equal(piece->kind, "document");
    assert_string_equal(piece->title, "Kế hoạch");
    assert_string_equal(piece->occurred_on, "2023-03-02");
    assert_int_equal(piece->n_figures, 2);
    assert_string_equal(piece->figures[0]->value, "30");
    Evidence__V1__Submit *again = columns_submit(&columns, &row, "2023", arena);
    assert_string_equal(submit->idempotency_key, again->idempotency_key);
    assert_string_equal(refusal(fixture, 10, submit), "");
    assert_string_equal(columns_name("occurred_on"), "Ngày diễn ra");
    assert_string_equal(columns_name("figures[0]"), "Số liệu");
}

static const char *key_of_row(struct arena *arena, const struct columns *columns, const char *title,
                              const char *figures)
{
    char *cells[] = {copy(arena, "TC"),  copy(arena, "1.1"),      copy(arena, "Báo cáo"),
                     copy(arena, title), copy(arena, "2/3/2023"), copy(arena, figures)};
    Evidence__V1__SheetRow row = row_of(cells, 6);
    return columns_submit(columns, &row, "2023", arena)->idempotency_key;
}

/* The same row typed on another system, or with the number written in another way. */
static void a_row_is_the_same_however_it_is_typed(void **state)
{
    struct fixture *fixture = *state;
    struct arena *arena = fixture->arena;
    struct columns columns = {0};
    char *head[] = {copy(arena, "Mã đơn vị"), copy(arena, "Mã tiêu chí"),  copy(arena, "Loại"),
                    copy(arena, "Tiêu đề"),   copy(arena, "Ngày diễn ra"), copy(arena, "Số liệu")};
    Evidence__V1__SheetRow row = row_of(head, 6);
    assert_int_equal(columns_look(&columns, &row, arena), ROW_HEAD);
    const char *key = key_of_row(arena, &columns, "Tết", "Số lượt=1.234");
    assert_string_equal(key_of_row(arena, &columns, "Te\xcc\x82\xcc\x81t", "Số lượt = 1234"), key);
    assert_string_equal(key_of_row(arena, &columns, "Tết ", "So\xcc\x82\xcc\x81 lượt: 1 234"), key);
    assert_string_not_equal(key_of_row(arena, &columns, "Tết", "Số lượt=1,234"), key);
    assert_string_not_equal(key_of_row(arena, &columns, "Tet", "Số lượt=1234"), key);
}

static void a_figure_may_have_a_column_of_its_own(void **state)
{
    struct fixture *fixture = *state;
    struct arena *arena = fixture->arena;
    struct columns columns = {0};
    char *head[] = {copy(arena, "Mã đơn vị"),
                    copy(arena, "Mã tiêu chí"),
                    copy(arena, "Loại"),
                    copy(arena, "Tiêu đề"),
                    copy(arena, "Ngày diễn ra"),
                    copy(arena, "Số liệu: Số lượt"),
                    copy(arena, "SỐ LIỆU:  Số buổi "),
                    copy(arena, "Số liệu")};
    char *data[] = {copy(arena, "TC"),   copy(arena, "1.1"),      copy(arena, "Số liệu"),
                    copy(arena, "Bảng"), copy(arena, "2/3/2023"), copy(arena, "1.234"),
                    copy(arena, ""),     copy(arena, "nam=12")};
    Evidence__V1__SheetRow row = row_of(head, 8);
    assert_int_equal(columns_names((const char *const *)head, 8), 8);
    assert_int_equal(columns_look(&columns, &row, arena), ROW_HEAD);
    row = row_of(data, 8);
    const Evidence__V1__Submission *piece =
        columns_submit(&columns, &row, "2023", arena)->submission;
    assert_int_equal(piece->n_figures, 2);
    assert_string_equal(piece->figures[0]->name, "nam");
    assert_string_equal(piece->figures[1]->name, "Số lượt");
    assert_string_equal(piece->figures[1]->value, "1234");
}

/* Figures that another sign than ";" separates are refused, and none becomes another's name. */
static void a_figure_s_name_holds_no_other_value(void **state)
{
    static const struct {
        const char *figures, *refusal;
    } CELLS[] = {{"Số buổi=3; Số lượt=10", ""},
                 {"Số buổi: 3\nSố lượt: 10", ""},
                 {"Nhóm 1: số buổi = 3", ""},
                 {"Kinh phí: chi hoạt động: 5", ""},
                 {"Số buổi=3, Số lượt=10", "figure.invalid"},
                 {"Số buổi: 3, Số lượt: 10", "figure.invalid"},
                 {"Số buổi: 3, Số lượt = 10", "figure.invalid"},
                 {"Số buổi: 3 (sáng: 1, chiều: 2)", "figure.invalid"},
                 {"Số buổi==3", "figure.invalid"}};
    struct fixture *fixture = *state;
    struct arena *arena = fixture->arena;
    struct columns columns = {0};
    char *head[] = {copy(arena, "Mã đơn vị"), copy(arena, "Mã tiêu chí"),  copy(arena, "Loại"),
                    copy(arena, "Tiêu đề"),   copy(arena, "Ngày diễn ra"), copy(arena, "Số liệu")};
    Evidence__V1__SheetRow row = row_of(head, 6);
    assert_int_equal(columns_look(&columns, &row, arena), ROW_HEAD);
    for (size_t i = 0; i < sizeof(CELLS) / sizeof(CELLS[0]); i++) {
        char *data[] = {copy(arena, "TC"),       copy(arena, "1.1"),
                        copy(arena, "Số liệu"),  copy(arena, "Bảng"),
                        copy(arena, "2/3/2023"), copy(arena, CELLS[i].figures)};
        row = row_of(data, 6);
        assert_string_equal(refusal(fixture, 10, columns_submit(&columns, &row, "2023", arena)),
                            CELLS[i].refusal);
    }
}

/* A row with more figures than an item may have is refused; none is dropped silently. */
static void a_row_is_never_cut(void **state)
{
    struct fixture *fixture = *state;
    struct arena *arena = fixture->arena;
    struct columns columns = {0};
    struct buf figures = {0};
    for (int i = 0; i <= EVIDENCE_FIGURES_MAX; i++) {
        buf_print(&figures, "f%d = %d; ", i, i);
    }
    char *head[] = {copy(arena, "Mã đơn vị"), copy(arena, "Mã tiêu chí"),  copy(arena, "Loại"),
                    copy(arena, "Tiêu đề"),   copy(arena, "Ngày diễn ra"), copy(arena, "Số liệu")};
    char *many[] = {copy(arena, "TC"),       copy(arena, "1.1"),
                    copy(arena, "Số liệu"),  copy(arena, "Bảng"),
                    copy(arena, "2/3/2023"), copy(arena, buf_string(&figures))};
    char *few[] = {many[0], copy(arena, "1;2;3;4;5;6;7;8;9;10;11;12;13"), many[2], many[3], many[4],
                   many[4]};
    Evidence__V1__SheetRow row = row_of(head, 6);
    assert_int_equal(columns_look(&columns, &row, arena), ROW_HEAD);
    row = row_of(many, 6);
    assert_string_equal(refusal(fixture, 10, columns_submit(&columns, &row, "2023", arena)),
                        "field.too_many");
    row = row_of(few, 6);
    assert_string_equal(refusal(fixture, 10, columns_submit(&columns, &row, "2023", arena)),
                        "criterion.count");
    buf_free(&figures);
}

/* Account 10 is an officer, 11 a system that imports older records. */
static void a_sheet_s_day_of_filing_is_believed_from_systems_only(void **state)
{
    struct fixture *fixture = *state;
    struct arena *arena = fixture->arena;
    struct columns columns = {0};
    char *head[] = {copy(arena, "Mã đơn vị"),      copy(arena, "Mã tiêu chí"),
                    copy(arena, "Loại"),           copy(arena, "Tiêu đề"),
                    copy(arena, "Ngày diễn ra"),   copy(arena, "Ngày nộp"),
                    copy(arena, "Căn cứ ngày nộp")};
    char *dated[] = {copy(arena, "TC"),
                     copy(arena, "1.1"),
                     copy(arena, "Báo cáo"),
                     copy(arena, "Báo cáo quý"),
                     copy(arena, "2/3/2023"),
                     copy(arena, "5/3/2023"),
                     copy(arena, "Bản giấy, số đến 128")};
    char *plain[] = {dated[0], dated[1], dated[2], dated[3], dated[4], copy(arena, " ")};
    Evidence__V1__SheetRow row = row_of(head, 7);
    assert_int_equal(columns_look(&columns, &row, arena), ROW_HEAD);
    row = row_of(dated, 6);
    assert_string_equal(refusal(fixture, 11, columns_submit(&columns, &row, "2023", arena)),
                        "received_on.ground");
    row = row_of(dated, 7);
    Evidence__V1__Submit *submit = columns_submit(&columns, &row, "2023", arena);
    assert_string_equal(submit->submission->received_on, "2023-03-05");
    assert_string_equal(submit->submission->occurred_on, "2023-03-02");
    assert_string_equal(refusal(fixture, 10, submit), "received_on.forbidden");
    assert_string_equal(refusal(fixture, 11, submit), "");
    assert_string_equal(columns_name("received_on"), "Ngày nộp");
    row = row_of(plain, 6);
    Evidence__V1__Submit *undated = columns_submit(&columns, &row, "2023", arena);
    assert_string_equal(refusal(fixture, 10, undated), "");
    assert_string_not_equal(undated->idempotency_key, submit->idempotency_key);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_system_submits_within_its_access_key, set_up, tear_down),
        cmocka_unit_test_setup_teardown(admission_names_what_is_wrong, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_limit_is_refused_by_its_number, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_title_is_measured_in_characters, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_row_is_the_same_however_it_is_typed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_figure_may_have_a_column_of_its_own, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_figure_s_name_holds_no_other_value, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_row_is_never_cut, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_same_key_of_the_same_account_is_the_same_submission,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(columns_are_found_by_their_heads, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_sheet_s_day_of_filing_is_believed_from_systems_only,
                                        set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
