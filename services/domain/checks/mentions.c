/*
 * mentions.c — finds the number of a subject by the words beside it, and leaves alone what is said
 * of something else: of each one, of what is missing, of last year.
 */
#include "checks/mentions.h"

#include <string.h>

#include "base/decimal.h"

enum { SUBJECT_WORDS = 8 };

/* Whether the first `count` words of the subject are there, from `word` on. */
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

/* Whether the subject's words come right after `end`. */
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

/* Whether the sentence introduces the number: "số", a share "tỷ lệ"; money and measures by their
 * units. */
static bool is_introduced(const struct passage *passage, size_t first,
                          const struct measure *measure, const struct written_number *number)
{
    static const char *const COUNT[] = {"số", NULL}, *const EACH[] = {"mỗi", "từng", NULL};
    if (number->is_money || measure->kind != MEASURE_COUNT) {
        return first == 0 || !is_among(passage, first - 1, EACH);
    }
    return first > 0 &&
           (is_among(passage, first - 1, COUNT) ||
            (measure->is_share && first > 1 && word_is(passage, first - 1, "lệ") &&
             (word_is(passage, first - 2, "tỷ") || word_is(passage, first - 2, "tỉ"))));
}

/* "Số lượt khách tham quan là hơn 1.234": the subject's words right before the number, with at most
 * two small words between. */
static bool is_said_before(const struct passage *passage, const struct written_number *number,
                           const struct measure *measure)
{
    static const char *const LINKS[] = {"là",     "đạt",   "được", "hơn", "trên", "gần",
                                        "khoảng", "chừng", "dưới", "ước", NULL};
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

/* The part of a sentence in which the number stands, from a comma or full stop to the next. */
static struct span clause_of(const struct passage *passage, const struct written_number *number)
{
    static const char MARKS[] = ",;:.!?\n()";
    size_t start = number->span.start, end = number->behind;
    while (start > 0 && strchr(MARKS, passage->text[start - 1]) == NULL) {
        start--;
    }
    while (end < passage->len && strchr(MARKS, passage->text[end]) == NULL) {
        end++;
    }
    return (struct span){start, end - start};
}

/* "tăng 30", "giảm còn 20", "vượt gần 10": the number is of the change.  Not "giảm nghèo cho 30
 * hộ", "nỗ lực vượt bậc của 42 cơ sở": the words are near the number. */
static bool is_of_change(const struct passage *passage, const struct written_number *number)
{
    static const char *const CHANGES[] = {"tăng", "giảm", "vượt", NULL};
    enum { NEAR = 3 };
    size_t word = passage_word_at(passage, number->span.start);
    struct span clause = clause_of(passage, number);
    for (size_t i = 1; i <= NEAR && i <= word; i++) {
        if (passage->words[word - i].start < clause.start) {
            return false;
        }
        if (is_among(passage, word - i, CHANGES)) {
            return !word_is(passage, word - i + 1, "nghèo") &&
                   !word_is(passage, word - i + 1, "bậc");
        }
    }
    return false;
}

/* "mỗi đội có 20", "còn thiếu 30", "kế hoạch là 50", "năm trước 40": of something else than the
 * filed figure. */
static bool is_of_else(const struct passage *passage, const struct written_number *number)
{
    static const char *const ELSE[] = {
        "mỗi",      "từng",    "bình quân", "trung bình", "còn thiếu", "còn lại",
        "chưa",     "thiếu",   "kế hoạch",  "chỉ tiêu",   "dự kiến",   "phấn đấu",
        "mục tiêu", "sẽ",      "năm trước", "năm ngoái",  "cùng kỳ",   "so với",
        "lần thứ",  "đợt thứ", "trong đó",  "riêng"};
    struct span clause = clause_of(passage, number);
    struct span before = {clause.start, number->span.start - clause.start};
    for (size_t i = 0; i < sizeof(ELSE) / sizeof(ELSE[0]); i++) {
        if (passage_find(passage, before, ELSE[i]) != SIZE_MAX) {
            return true;
        }
    }
    return is_of_change(passage, number);
}

/* Small words that a name may have and a sentence not. */
static bool is_small(const struct passage *subject, size_t word)
{
    static const char *const SMALL[] = {"đã", "được", "của", "cho", "các", "trong",
                                        "và", "là",   "có",  "do",  "tại", NULL};
    return is_among(subject, word, SMALL);
}

static bool has_word(const struct passage *passage, struct span part, const struct passage *subject,
                     size_t word)
{
    const struct text_word *wanted = &subject->words[word];
    for (size_t i = passage_word_at(passage, part.start);
         i < passage->word_count && passage->words[i].start < part.start + part.len; i++) {
        if (passage->words[i].len == wanted->len &&
            memcmp(passage->lower + passage->words[i].start, subject->lower + wanted->start,
                   wanted->len) == 0) {
            return true;
        }
    }
    return false;
}

/* "đã trao 30 phần quà" for the subject "phần quà đã trao", "2 tấn rác" for "rác thu gom" in kg:
 * the head right behind, the other words in the same clause, in any order. */
static bool is_around(const struct passage *passage, const struct written_number *number,
                      size_t end, const struct measure *measure)
{
    const struct passage *subject = &measure->subject;
    size_t head = measure->kind == MEASURE_COUNT ? 2 : 1, word = passage_word_at(passage, end);
    struct span clause = clause_of(passage, number);
    if (subject->word_count <= head || subject->word_count > SUBJECT_WORDS ||
        word + head > passage->word_count || passage->words[word].start > end + 1 ||
        !are_words(passage, word, subject, head)) {
        return false;
    }
    size_t told = 0;
    for (size_t i = head; i < subject->word_count; i++) {
        if (!is_small(subject, i) && !has_word(passage, clause, subject, i)) {
            return false;
        }
        told += is_small(subject, i) ? 0 : 1;
    }
    return told > 0;
}

/* Where the words of the subject end, if the number is of this subject; 0: it is not. */
static size_t end_of_mention(const struct passage *passage, const struct measure *measure,
                             const struct written_number *number, size_t behind)
{
    if (is_beside(passage, behind, &measure->subject)) {
        return behind + 1 + measure->subject.len;
    }
    bool is_there =
        is_said_before(passage, number, measure) || is_around(passage, number, behind, measure);
    return is_there ? behind : 0;
}

/* A number of the measure's kind, in its smallest unit; sets *behind to the end of its unit. */
static bool is_of_kind(const struct passage *passage, const struct measure *measure,
                       struct written_number *number, size_t *behind)
{
    int64_t times = 1;
    *behind = number->behind;
    if (number->is_percent != measure->is_share || (measure->is_money && !number->is_money) ||
        measure_unit_at(passage, behind, &times) != measure->kind) {
        return false;
    }
    number->unit *= times;
    return !__builtin_mul_overflow(number->scaled, times, &number->scaled);
}

/* "từ 30 đến 50 phần quà", "2 – 3 triệu": any figure from the first to the second agrees. */
static bool agrees_with_range(const struct measure *measure, const struct written_number *low,
                              const struct written_number *high, int64_t filed, long percent)
{
    struct written_number least = *low, most = *high;
    if (least.unit == 0 && most.unit >= DECIMAL_ONE && least.scaled < most.scaled) {
        int64_t times = most.unit / DECIMAL_ONE;
        least.scaled =
            __builtin_mul_overflow(least.scaled, times, &least.scaled) ? 0 : least.scaled;
        least.scaled = least.scaled > most.scaled ? low->scaled : least.scaled;
    }
    least.is_least = most.is_most = true;
    least.is_money = most.is_money;
    return measure_agrees(measure, &least, filed, percent) &&
           measure_agrees(measure, &most, filed, percent);
}

void mentions_find(const struct passage *passage, const struct measure *measure, int64_t filed,
                   long percent, struct mention *mention)
{
    struct written_number number, before = {0};
    for (size_t at = 0; passage_next_number(passage, &at, &number);) {
        struct written_number low = before;
        size_t behind;
        before = number;
        if (!is_of_kind(passage, measure, &number, &behind) || is_of_each(passage, &number) ||
            is_of_else(passage, &number)) {
            continue;
        }
        size_t end = end_of_mention(passage, measure, &number, behind);
        bool is_ranged = number.is_range;
        if (end == 0 || (is_ranged && !(low.is_range && low.span.start < number.span.start))) {
            continue;
        }
        size_t start = is_ranged ? low.span.start : number.span.start;
        end = end < passage->len ? end : passage->len;
        mention->first = mention->count == 0 ? (struct span){start, end - start} : mention->first;
        mention->passage = mention->count == 0 ? passage : mention->passage;
        mention->count++;
        mention->is_good = mention->is_good ||
                           (is_ranged ? agrees_with_range(measure, &low, &number, filed, percent)
                                      : measure_agrees(measure, &number, filed, percent));
    }
}
