/*
 * contradiction.c — what was filed against what the text says of the same thing.
 */
#include <string.h>

#include "base/decimal.h"
#include "checks/checks.h"
#include "checks/measure.h"

enum { SUBJECT_WORDS = 8 };

/* "3 chi đoàn" may be some of them: only a subject that says which can contradict. */
static bool is_generic(const struct passage *subject)
{
    static const char *const GENERIC[] = {"chi đoàn",  "đoàn viên", "thanh niên", "người",
                                          "em",        "cơ sở",     "cơ sở đoàn", "liên đội",
                                          "hội viên",  "đơn vị",    "bạn",        "học sinh",
                                          "sinh viên", "thiếu nhi", "cán bộ"};
    for (size_t i = 0; i < sizeof(GENERIC) / sizeof(GENERIC[0]); i++) {
        if (strcmp(subject->lower, GENERIC[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* Whether the first `count` words of the subject stand there, from `word` on. */
static bool are_words(const struct passage *passage, size_t word, const struct passage *subject,
                      size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct text_word *a = &passage->words[word + i], *b = &subject->words[i];
        if (a->len != b->len ||
            memcmp(passage->lower + a->start, subject->lower + b->start, a->len) != 0) {
            return false;
        }
    }
    return true;
}

/* Whether the subject's words stand right behind `end`. */
static bool is_beside(const struct passage *passage, size_t end, const struct passage *subject)
{
    size_t word = passage_word_at(passage, end);
    size_t count = subject->word_count < SUBJECT_WORDS ? subject->word_count : SUBJECT_WORDS;
    return count > 0 && word + count <= passage->word_count &&
           passage->words[word].start <= end + 1 && are_words(passage, word, subject, count);
}

static bool is_among(const struct passage *passage, size_t word, const char *const *words)
{
    for (; *words != NULL; words++) {
        if (word_is(passage, word, *words)) {
            return true;
        }
    }
    return false;
}

/* What the sentence calls the number: "số", a share "tỷ lệ"; money is one by its unit. */
static bool is_introduced(const struct passage *passage, size_t first,
                          const struct measure *measure, const struct written_number *number)
{
    static const char *const COUNT[] = {"số", NULL}, *const EACH[] = {"mỗi", "từng", NULL};
    if (number->is_money) {
        return first == 0 || !is_among(passage, first - 1, EACH);
    }
    return first > 0 &&
           (is_among(passage, first - 1, COUNT) ||
            (measure->is_share && first > 1 && word_is(passage, first - 1, "lệ") &&
             (word_is(passage, first - 2, "tỷ") || word_is(passage, first - 2, "tỉ"))));
}

/* "Số lượt khách tham quan là hơn 1.234": the subject's words right before the number, with at
 * most two small words between. */
static bool is_said_before(const struct passage *passage, const struct written_number *number,
                           const struct measure *measure)
{
    static const char *const LINKS[] = {"là", "đạt", "được", "hơn", "trên", "gần", "khoảng",
                                        "chừng", "dưới", "ước", NULL};
    enum { LINKS_MAX = 2 };
    size_t start = number->span.start, word = passage_word_at(passage, start), links = 0;
    while (links < LINKS_MAX && word > 0 && is_among(passage, word - 1, LINKS)) {
        word--;
        links++;
    }
    size_t count = measure->subject.word_count;
    if (count < 2 || count > SUBJECT_WORDS || word < count) {
        return false;
    }
    size_t first = word - count, begin = passage->words[first].start;
    return are_words(passage, first, &measure->subject, count) &&
           is_introduced(passage, first, measure, number) &&
           strcspn(passage->text + begin, ".;,\n") >= start - begin;
}

/* "1 triệu đồng/suất", "200.000 đồng mỗi em": of one, not of all. */
static bool is_of_each(const struct passage *passage, const struct written_number *number)
{
    size_t word = passage_word_at(passage, number->behind);
    bool is_slash = number->behind < passage->len && passage->text[number->behind] == '/';
    return is_slash || word_is(passage, word, "mỗi") || word_is(passage, word, "một");
}

struct told {
    const struct passage *passage;
    struct span first;
    size_t count;
    bool is_good;
};

static void look_in(const struct inspection *in, const struct passage *passage,
                    const struct measure *measure, int64_t filed, struct told *told)
{
    struct written_number number;
    for (size_t at = 0; passage_next_number(passage, &at, &number);) {
        bool is_kind = number.is_percent == measure->is_share &&
                       (number.is_money || !measure->is_money);
        bool is_behind = is_kind && is_beside(passage, number.behind, &measure->subject);
        if (!is_kind || number.is_range || is_of_each(passage, &number) ||
            (!is_behind && !is_said_before(passage, &number, measure))) {
            continue;
        }
        size_t more = is_behind ? 1 + measure->subject.len : 0, start = number.span.start;
        size_t end = number.behind + more < passage->len ? number.behind + more : passage->len;
        told->first = told->count == 0 ? (struct span){start, end - start} : told->first;
        told->passage = told->count == 0 ? passage : told->passage;
        told->count++;
        told->is_good = told->is_good ||
                        measure_agrees(measure, &number, filed, parameter(in, "percent_max"));
    }
}

/* Several numbers beside one subject may be its parts: only a lone one contradicts. */
void check_text_contradiction(struct inspection *in)
{
    for (size_t i = 0; i < in->piece->n_figures; i++) {
        const Evidence__V1__Figure *figure = in->piece->figures[i];
        struct measure measure = measure_of(in->arena, figure->name);
        struct told told = {0};
        struct decimal filed;
        if (is_generic(&measure.subject) || !decimal_parse(figure->value, &filed)) {
            continue;
        }
        for (size_t p = 0; p < in->passage_count; p++) {
            if (!in->passages[p].is_table) {
                look_in(in, &in->passages[p], &measure, filed.raw, &told);
            }
        }
        if (told.count == 1 && !told.is_good) {
            report_place(in, told.passage, told.first.start, told.first.len,
                         arena_print(in->arena, "%s đã khai là %s.", figure->name, figure->value));
        }
    }
}
