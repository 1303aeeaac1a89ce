/*
 * The findings of a campaign are rows of their own (deploy/schema/functions/findings.sql): after
 * any history of revisions, verdicts in any order and answers they equal what this file computes
 * itself, and verdicts of two revisions at once wait for each other.
 */
#include "support/test.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "integration/scoring_fixture.h"
#include "support/hand.h"
#include "validation/store.h"

enum {
    PIECES = 8,
    REVISIONS = 12,
    FINDINGS = 6,
    CODES = 4,
    WORDS = 3,
    LINES = 3,
    STEPS = 900,
    EVERY = 30,
    NUMBERS = CODES * WORDS * LINES * 10
};
enum state { OPEN = 1, EXPLAINED, ACCEPTED, MENDED };

/* A finding: which check, which words, on which line, the n-th of its kind. */
struct expected {
    int code, words, line, nth;
};
/* Answers, by number, outlive verdicts without the finding. */
struct revision {
    struct uuid id;
    bool has_verdict;
    struct expected findings[FINDINGS];
    int count;
    bool is_explained[NUMBERS], is_accepted[NUMBERS];
};
struct piece {
    struct revision revisions[REVISIONS];
    int count;
};
struct fixture {
    struct database *db;
    struct hand hand, other;
    struct piece pieces[PIECES];
    unsigned dice;
};

static int set_up(void **state)
{
    static struct fixture fixture;
    fixture = (struct fixture){.db = database_create(), .dice = 20231102};
    fixture_campaign(fixture.db);
    database_run(fixture.db, "ALTER TABLE recompute SET UNLOGGED");
    hand_open(&fixture.hand, database_dsn_as(fixture.db, "mc_validation"));
    hand_open(&fixture.other, database_dsn_as(fixture.db, "mc_validation"));
    *state = &fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    hand_close(&fixture->hand);
    hand_close(&fixture->other);
    database_drop(&fixture->db);
    return 0;
}

static int roll(struct fixture *self, int below)
{
    self->dice = self->dice * 1103515245u + 12345u;
    return (int)((self->dice >> 16) % (unsigned)below);
}

/* ------------------------------------------------------------- steps */

static const char *name_of(const struct uuid *id)
{
    static char text[4][37];
    static int turn;
    turn = (turn + 1) % 4;
    uuid_print(id, text[turn]);
    return text[turn];
}

static int number_of(const struct expected *finding)
{
    return ((finding->code * WORDS + finding->words) * LINES + finding->line) * 10 + finding->nth;
}

static void file_revision(struct fixture *self, struct piece *piece)
{
    struct revision *revision = &piece->revisions[piece->count++];
    *revision = (struct revision){.id = uuid_new()};
    database_run(self->db, "UPDATE submission SET is_current = false WHERE evidence_id = '%s'",
                 name_of(&piece->revisions[0].id));
    database_run(self->db,
                 "INSERT INTO submission VALUES ('%s', '%s', %d, true, 1, 11, 1, '{101}', 'report',"
                 " 'Báo cáo', '2023-05-01', '\\x00', '\\x00', 1, '2023-05-01 12:00+07')",
                 name_of(&revision->id), name_of(&piece->revisions[0].id), piece->count);
}

static void tell(struct fixture *self, struct revision *revision)
{
    revision->has_verdict = true;
    revision->count = 0;
    for (int i = roll(self, FINDINGS + 1); i > 0; i--) {
        struct expected finding = {roll(self, CODES), roll(self, WORDS), roll(self, LINES), 0};
        for (int t = 0; t < revision->count; t++) {
            finding.nth += revision->findings[t].code == finding.code &&
                           revision->findings[t].words == finding.words;
        }
        revision->findings[revision->count++] = finding;
    }
}

enum { LINES_SIZE = REVISIONS * FINDINGS * 300 };

/* Appends to a text of LINES_SIZE. */
static void __attribute__((format(printf, 2, 3))) add(char *text, const char *format, ...)
{
    size_t len = strlen(text);
    va_list list;
    va_start(list, format);
    vsnprintf(text + len, LINES_SIZE - len, format, list);
    va_end(list);
}

static const char *write_findings(const struct revision *revision)
{
    static char texts[2][LINES_SIZE];
    static int turn;
    char *text = texts[turn = 1 - turn];
    text[0] = '\0';
    for (int i = 0; i < revision->count; i++) {
        const struct expected *finding = &revision->findings[i];
        add(text,
            "%s{\"key\":\"00000000-0000-4000-8000-%012d\",\"code\":\"code.%d\",\"severity\":%d,"
            "\"message\":\"x\",\"mend\":\"y\",\"place\":{\"field\":\"text\",\"line\":%d,"
            "\"words\":\"từ %d\"}}",
            i > 0 ? "," : "[", number_of(finding), finding->code, finding->code + 1, finding->line,
            finding->words);
    }
    add(text, "%s", revision->count > 0 ? "]" : "[]");
    return text;
}

static struct verdict owe_verdict(struct fixture *self, const struct revision *revision)
{
    struct verdict verdict = {
        .message_id = uuid_new(), .submission_id = revision->id, .next_id = uuid_new()};
    database_run(self->db, "INSERT INTO message VALUES ('%s', 2, '%s', 0, now(), 1, '')",
                 name_of(&verdict.message_id), name_of(&revision->id));
    return verdict;
}

static void begin_verdict(struct hand *hand, struct verdict verdict,
                          const struct revision *revision)
{
    struct judgement judgement = {.verdict = VALIDATION__V1__VERDICT__VERDICT_MEND,
                                  .findings = write_findings(revision)};
    verdict.judgement = &judgement;
    hand_begin(hand);
    store_complete(hand->lane, &(struct verdicts){.all = &verdict, .count = 1}, hand_answered,
                   hand);
}

static void answer(struct fixture *self, struct revision *revision)
{
    static const char *const ANSWERS[] = {"explained", "accepted", "reopened"};
    if (revision->count == 0) {
        return;
    }
    const int number = number_of(&revision->findings[roll(self, revision->count)]);
    int which = roll(self, 3);
    revision->is_explained[number] = revision->is_explained[number] || which == 0;
    revision->is_accepted[number] = which == 0 ? revision->is_accepted[number] : which == 1;
    database_run(self->db,
                 "INSERT INTO finding_answer (submission_id, finding, answer, reason, account_id)"
                 " VALUES ('%s', '00000000-0000-4000-8000-%012d', '%s', 'x', 1)",
                 name_of(&revision->id), number, ANSWERS[which]);
}

/* ------------------------------------------------------------- what must be there */

static int find_same(const struct revision *revision, const struct expected *wanted)
{
    for (int i = 0; i < revision->count; i++) {
        const struct expected *finding = &revision->findings[i];
        if (finding->code == wanted->code && finding->words == wanted->words &&
            finding->nth == wanted->nth) {
            return i;
        }
    }
    return -1;
}

static enum state state_of(const struct revision *revision, const struct expected *finding)
{
    int number = number_of(finding);
    return revision->is_accepted[number]    ? ACCEPTED
           : revision->is_explained[number] ? EXPLAINED
                                            : OPEN;
}

/* Of each finding its last revision, and whether a later one has a verdict without it. */
static void expect_piece(struct fixture *self, const struct piece *piece)
{
    static char expected[LINES_SIZE];
    const struct revision *judged[REVISIONS];
    int numbers[REVISIONS], last = 0;
    expected[0] = '\0';
    for (int r = 0; r < piece->count; r++) {
        if (piece->revisions[r].has_verdict) {
            judged[last] = &piece->revisions[r];
            numbers[last++] = r + 1;
        }
    }
    database_run(self->db,
                 "CREATE TEMP TABLE IF NOT EXISTS expected (line text); TRUNCATE expected");
    for (int r = 0; r < last; r++) {
        for (int t = 0; t < judged[r]->count; t++) {
            const struct expected *finding = &judged[r]->findings[t];
            int before = -1, after = -1;
            for (int o = 0; o < last; o++) {
                bool has = find_same(judged[o], finding) >= 0;
                before = has && o < r ? o : before;
                after = has && o > r && after < 0 ? o : after;
            }
            if (after >= 0) {
                continue;
            }
            bool is_mended = r < last - 1;
            add(expected, "('%d %d %d %d %s'),", numbers[r], number_of(finding),
                is_mended ? MENDED : state_of(judged[r], finding), is_mended ? numbers[r + 1] : 0,
                before >= 0 && before < r - 1 ? "t" : "f");
        }
    }
    if (expected[0] != '\0') {
        expected[strlen(expected) - 1] = '\0';
        database_run(self->db, "INSERT INTO expected VALUES %s", expected);
    }
    static const char WRONG[] =
        "WITH there AS (SELECT s.revision || ' ' || right(f.key::text, 12)::int || ' ' || f.state "
        "|| ' '"
        "    || coalesce(f.mended_in, 0) || ' ' || left(f.came_back::text, 1) AS line"
        "   FROM finding f JOIN submission s ON s.id = f.submission_id WHERE f.evidence_id = '%s')"
        " SELECT concat('missing ', (SELECT string_agg(line, ', ') FROM (SELECT line FROM expected "
        "EXCEPT ALL"
        "    SELECT line FROM there) x), ' spare ', (SELECT string_agg(line, ', ') FROM (SELECT "
        "line FROM there"
        "    EXCEPT ALL SELECT line FROM expected) x))";
    assert_string_equal(database_value(self->db, WRONG, name_of(&piece->revisions[0].id)),
                        "missing  spare ");
}

static void the_rows_follow_any_history(void **state)
{
    struct fixture *self = *state;
    int verdicts = 0;
    long seen = 0; /* states, and in the lowest bit whether one came back */
    for (int step = 0; step < STEPS; step++) {
        struct piece *piece = &self->pieces[roll(self, PIECES)];
        int what = piece->count == 0 ? 0 : roll(self, 6);
        if (what == 0 && piece->count < REVISIONS) {
            file_revision(self, piece);
            continue;
        }
        struct revision *revision = &piece->revisions[roll(self, piece->count)];
        if (what < 4) {
            tell(self, revision);
            begin_verdict(&self->hand, owe_verdict(self, revision), revision);
            assert_int_equal(hand_wait(&self->hand), ERR_NONE);
            verdicts++;
        } else {
            answer(self, revision);
        }
        seen |= database_number(
            self->db, "SELECT coalesce(bit_or(1 << state | came_back::int), 0) FROM finding");
        for (int p = 0; step % EVERY == 0 && p < PIECES; p++) {
            if (self->pieces[p].count > 0) {
                expect_piece(self, &self->pieces[p]);
            }
        }
    }
    assert_true(verdicts > STEPS / 3);
    assert_int_equal(seen, 1 << OPEN | 1 << EXPLAINED | 1 << ACCEPTED | 1 << MENDED | 1);
}

/* Two revisions, each with a finding. */
static struct piece file_two(struct fixture *self)
{
    struct piece piece = {0};
    for (int r = 0; r < 2; r++) {
        file_revision(self, &piece);
    }
    for (int r = 0; r < 2; r++) {
        do {
            tell(self, &piece.revisions[r]);
        } while (piece.revisions[r].count == 0);
    }
    return piece;
}

static void verdicts_of_two_revisions_wait_for_each_other(void **state)
{
    struct fixture *self = *state;
    struct piece piece = file_two(self);
    struct verdict first = owe_verdict(self, &piece.revisions[0]),
                   second = owe_verdict(self, &piece.revisions[1]);
    database_run(self->db, "BEGIN");
    database_run(self->db, "SELECT pg_advisory_xact_lock(1178, hashtext('%s'))",
                 name_of(&piece.revisions[0].id));
    begin_verdict(&self->hand, second, &piece.revisions[1]);
    hand_wait_blocked(&self->hand, self->db);
    begin_verdict(&self->other, first, &piece.revisions[0]);
    database_run(self->db, "COMMIT");
    assert_int_equal(hand_wait(&self->hand), ERR_NONE);
    assert_int_equal(hand_wait(&self->other), ERR_NONE);
    expect_piece(self, &piece);
}

static void an_answer_and_an_older_verdict_wait_for_each_other(void **state)
{
    struct fixture *self = *state;
    struct piece piece = file_two(self);
    begin_verdict(&self->hand, owe_verdict(self, &piece.revisions[1]), &piece.revisions[1]);
    assert_int_equal(hand_wait(&self->hand), ERR_NONE);
    struct verdict first = owe_verdict(self, &piece.revisions[0]);
    database_run(self->db, "BEGIN");
    answer(self, &piece.revisions[1]);
    begin_verdict(&self->hand, first, &piece.revisions[0]);
    hand_wait_blocked(&self->hand, self->db);
    database_run(self->db, "COMMIT");
    assert_int_equal(hand_wait(&self->hand), ERR_NONE);
    expect_piece(self, &piece);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_rows_follow_any_history),
        cmocka_unit_test(verdicts_of_two_revisions_wait_for_each_other),
        cmocka_unit_test(an_answer_and_an_older_verdict_wait_for_each_other),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
