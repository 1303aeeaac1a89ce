/*
 * Copies of texts: words are equal however they are written; edited copies are found and
 * distinguished from texts that only share phrases.  The texts are generated, pseudo-random but
 * always the same, from syllables distributed as in a language: some often, most rarely.
 */
#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/text.h"
#include "likeness/forms.h"
#include "likeness/passages.h"
#include "likeness/postings.h"
#include "likeness/prose.h"
#include "likeness/sketch.h"

enum { TEXTS = 120, SENTENCES = 22, SYLLABLES = 1500, WORDS_MAX = 1200 };

struct source {
    struct arena *arena;
    uint64_t state;
};

static unsigned draw(struct source *self, unsigned below)
{
    self->state = self->state * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)((self->state >> 33) % below);
}

/* A syllable by its rank; the first ranks are the most frequent. */
static const char *syllable(struct source *self, unsigned rank)
{
    static const char *const STARTS[] = {"b", "c", "ch", "d",  "đ",  "g",  "h",  "kh",
                                         "l", "m", "n",  "ng", "nh", "ph", "qu", "r",
                                         "s", "t", "th", "tr", "v",  "x"};
    static const char *const ENDS[] = {
        "an",  "ánh",  "ào",  "ẩm",  "ê",   "ếch", "iệu", "í",   "oà",  "oạt", "ổi", "ông",
        "ơ",   "ước",  "ua",  "ùng", "uỷ",  "ý",   "yên", "ăn",  "ắc",  "âu",  "ẻ",  "eo",
        "ịch", "iến",  "oan", "ói",  "ộp",  "ờm",  "úc",  "ũi",  "uật", "ừng", "ai", "ả",
        "ặt",  "ất",   "em",  "ệ",   "inh", "ỉ",   "oét", "ỏng", "ối",  "ợ",   "ụ",  "ươi",
        "uya", "uyết", "ynh", "ao",  "ẵng", "ẫu",  "én",  "iêm", "ít",  "om",  "ốc", "ởi",
        "un",  "ưa",   "ượt", "uôi", "áp",  "ằm",  "ậy",  "ém",  "iễn"};
    return arena_print(self->arena, "%s%s", STARTS[rank * 7 % 22], ENDS[rank / 3 % 69]);
}

static const char *word(struct source *self)
{
    unsigned most = draw(self, SYLLABLES) + 1;
    return syllable(self, draw(self, draw(self, most) + 1));
}

static const char *sentence(struct source *self)
{
    struct buf buf = {0};
    unsigned words = 8 + draw(self, 22);
    for (unsigned i = 0; i < words; i++) {
        buf_print(&buf, "%s%s", i > 0 ? " " : "", word(self));
    }
    buf_text(&buf, ". ");
    const char *made = arena_text(self->arena, buf.data, buf.len);
    buf_free(&buf);
    return made;
}

static const char *join(struct source *self, const char *const *sentences, unsigned count)
{
    struct buf buf = {0};
    for (unsigned i = 0; i < count; i++) {
        buf_text(&buf, sentences[i]);
    }
    const char *made = arena_text(self->arena, buf.data, buf.len);
    buf_free(&buf);
    return made;
}

/* ------------------------------------------------------------- edits */

/* Changes `kind` of so many words in a hundred: s another word, v the same evenly, d omitted, i one
 * inserted. */
static const char *edit_words(struct source *self, const char *text, char kind, unsigned percent)
{
    struct buf buf = {0};
    unsigned turn = 0;
    for (const char *at = text; *at != '\0'; turn += percent) {
        size_t len = strcspn(at, " ");
        bool is_hit = kind == 'v' ? turn % 100 + percent >= 100 : draw(self, 100) < percent;
        if (is_hit && kind != 'd') {
            buf_print(&buf, "%s ", word(self));
        }
        if (!is_hit || kind == 'i') {
            buf_add(&buf, at, len);
            buf_byte(&buf, ' ');
        }
        at += len + strspn(at + len, " ");
    }
    const char *made = arena_text(self->arena, buf_string(&buf), buf.len);
    buf_free(&buf);
    return made;
}

static const char *edit(struct source *self, const char *const *sentences, char kind,
                        unsigned percent)
{
    const char *order[2 * SENTENCES];
    unsigned count = SENTENCES, hit = SENTENCES * percent / 100;
    memcpy(order, sentences, SENTENCES * sizeof(*order));
    switch (kind) {
    case 'o': /* in another order */
        for (unsigned i = SENTENCES - 1; i > 0; i--) {
            unsigned other = draw(self, i + 1);
            const char *moved = order[i];
            order[i] = order[other];
            order[other] = moved;
        }
        break;
    case 'k': /* cut at the end */
        count -= hit;
        break;
    case 'e': /* longer */
        for (unsigned i = 0; i < hit; i++) {
            unsigned at = draw(self, count + 1);
            memmove(order + at + 1, order + at, (count - at) * sizeof(*order));
            order[at] = sentence(self);
            count++;
        }
        break;
    case 'r': /* some sentences rewritten */
        for (unsigned i = 0; i < hit; i++) {
            order[i * SENTENCES / hit] = sentence(self);
        }
        break;
    case 'p': /* without diacritics */
        return text_fold(self->arena, join(self, order, count), strlen(join(self, order, count)));
    default:
        return edit_words(self, join(self, order, count), kind, percent);
    }
    return join(self, order, count);
}

/* ------------------------------------------------------------- tests */

static void assert_same_words(const char *a, const char *b, size_t count)
{
    struct arena *arena = arena_new();
    struct words left, right;
    words_of(arena, a, strlen(a), &left);
    words_of(arena, b, strlen(b), &right);
    assert_int_equal(left.count, count);
    assert_int_equal(right.count, count);
    assert_memory_equal(left.hashes, right.hashes, count * sizeof(*left.hashes));
    arena_free(&arena);
}

static void words_are_the_same_however_written(void **state)
{
    (void)state;
    assert_same_words("Hòa Bình", "hoa binh", 2);
    assert_same_words("Hoà Bình, THUỶ", "HÒA BÌNH thủy.", 3);
    assert_same_words("Đoàn viên", "\u00d0oa\u0300n vie\u0302n", 2);
    assert_same_words("ước mơ", "u\u031bo\u031b\u0301c mo\u031b", 2);
    assert_same_words("thanh niên", "th\u200banh ni\u00adên\u200b", 2);
    assert_same_words("1.234 lượt", "1 234 luot", 3);
    assert_same_words("", " \u00a0\n–", 0);
}

static void words_know_their_places(void **state)
{
    (void)state;
    static const char TEXT[] = "  Đoàn\u2013 xã Ủy";
    struct arena *arena = arena_new();
    struct words words;
    words_of(arena, TEXT, strlen(TEXT), &words);
    assert_int_equal(words.count, 3);
    assert_memory_equal(TEXT + words.starts[0], "Đoàn", words.ends[0] - words.starts[0]);
    assert_memory_equal(TEXT + words.starts[2], "Ủy", words.ends[2] - words.starts[2]);
    assert_int_equal(words.ends[2], strlen(TEXT));
    arena_free(&arena);
}

/* How a text and its edit compare: the keys they share and the kind of likeness. */
static enum likeness compare(struct arena *arena, const char *a, const char *b, unsigned *shared)
{
    struct words left, right;
    int32_t *left_keys, *right_keys;
    struct resemblance resemblance;
    words_of(arena, a, strlen(a), &left);
    words_of(arena, b, strlen(b), &right);
    size_t left_count = sketch_of(arena, &left, &left_keys);
    size_t right_count = sketch_of(arena, &right, &right_keys);
    *shared = 0;
    for (size_t i = 0; i < left_count; i++) {
        for (size_t k = 0; k < right_count; k++) {
            *shared += left_keys[i] == right_keys[k] ? 1 : 0;
        }
    }
    passages_find(arena, &left, &right, &resemblance, NULL);
    return passages_judge(&resemblance);
}

static void edited_copies_are_found(void **state)
{
    (void)state;
    static const struct {
        char kind;
        unsigned percent, least; /* least: how many of a hundred must be found */
    } EDITS[] = {{'v', 25, 98},  {'v', 30, 85},  {'s', 10, 100}, {'s', 20, 100}, {'s', 30, 98},
                 {'d', 10, 100}, {'d', 30, 98},  {'i', 10, 100}, {'i', 30, 98},  {'o', 0, 100},
                 {'k', 30, 100}, {'e', 30, 100}, {'r', 10, 100}, {'r', 30, 98},  {'p', 0, 100}};
    for (size_t e = 0; e < sizeof(EDITS) / sizeof(EDITS[0]); e++) {
        struct source source = {arena_new(), 11};
        unsigned found = 0;
        for (unsigned t = 0; t < TEXTS; t++) {
            const char *sentences[SENTENCES];
            unsigned shared;
            for (unsigned i = 0; i < SENTENCES; i++) {
                sentences[i] = sentence(&source);
            }
            enum likeness likeness =
                compare(source.arena, join(&source, sentences, SENTENCES),
                        edit(&source, sentences, EDITS[e].kind, EDITS[e].percent), &shared);
            found += shared >= SKETCH_SHARED_MIN && likeness >= LIKENESS_NEAR ? 1 : 0;
            arena_reset(source.arena);
        }
        print_message("edit %c %2u %%: %3u of %d found\n", EDITS[e].kind, EDITS[e].percent, found,
                      TEXTS);
        assert_true(found * 100 >= EDITS[e].least * TEXTS);
        arena_free(&source.arena);
    }
}

/* Two texts that share some sentences are no copy; with a long passage, the passage is found. */
static void other_texts_are_left_alone(void **state)
{
    (void)state;
    struct source source = {arena_new(), 5};
    for (unsigned t = 0; t < TEXTS; t++) {
        const char *one[SENTENCES], *other[SENTENCES];
        unsigned shared;
        for (unsigned i = 0; i < SENTENCES; i++) {
            one[i] = sentence(&source);
            other[i] = i % 7 == 0 ? one[i] : sentence(&source);
        }
        const char *text = join(&source, one, SENTENCES);
        assert_int_equal(compare(source.arena, text, join(&source, other, SENTENCES), &shared),
                         LIKENESS_NONE);
        memcpy(other + 4, one + 9, 8 * sizeof(*one));
        enum likeness likeness =
            compare(source.arena, text, join(&source, other, SENTENCES), &shared);
        assert_true(likeness == LIKENESS_PASSAGE || likeness == LIKENESS_NEAR);
        assert_int_equal(compare(source.arena, text, text, &shared), LIKENESS_EXACT);
        arena_reset(source.arena);
    }
    arena_free(&source.arena);
}

/* The captions of two units that held the same event: mostly its name, places and figures. */
static void short_texts_of_one_event_are_no_copies(void **state)
{
    (void)state;
    static const char *const CAPTIONS[][2] = {
        {"Ngày 23/10/2023, ở xã Phong Thạnh, Huyện đoàn Cầu Kè mở diễn đàn “Tuổi trẻ nói không với "
         "ma túy”. Ngày hội quy tụ 87 tình nguyện viên đến từ 19 chi đoàn, nhiều người đi bằng "
         "xuồng.",
         "Chiều ngày 21/07/2023, ở xã Ngũ Lạc, Huyện đoàn Duyên Hải mở diễn đàn “Tuổi trẻ nói "
         "không với ma túy”. Bất chấp cơn mưa đầu mùa, 318 bạn trẻ đến từ 15 chi đoàn ấp bắt tay "
         "vào làm."},
        {"Huyện đoàn Châu Thành vừa tổ chức giải bóng đá thanh niên tranh cúp truyền thống ở xã "
         "Lương Hòa hôm ngày 05/04/2023. Ngày hội thu hút 212 gương mặt trẻ thuộc 21 liên đội và "
         "chi đoàn, nhiều người lần đầu tham gia.",
         "Huyện đoàn Châu Thành đã hoàn thành hoạt động giới thiệu văn hóa Khmer Nam Bộ tại xã "
         "Lương Hòa hôm ngày 17/06/2023. Chương trình có mặt 63 gương mặt trẻ thuộc 17 chi hội, "
         "nhiều người vừa tan ca."}};
    for (size_t i = 0; i < sizeof(CAPTIONS) / sizeof(CAPTIONS[0]); i++) {
        struct arena *arena = arena_new();
        unsigned shared;
        assert_int_equal(compare(arena, CAPTIONS[i][0], CAPTIONS[i][1], &shared), LIKENESS_NONE);
        arena_free(&arena);
    }
}

/* How many of these texts are seen as the same form filled in as the last. */
static size_t count_forms(struct source *source, const char *const *texts, size_t count)
{
    struct words words[8];
    struct resemblance seen[8];
    struct form_pair pairs[8];
    size_t forms = 0;
    for (size_t i = 0; i <= count; i++) {
        words_of(source->arena, texts[i], strlen(texts[i]), &words[i]);
    }
    for (size_t i = 0; i < count; i++) {
        bool *same = arena_zero(source->arena, words[count].count * sizeof(*same));
        passages_find(source->arena, &words[i], &words[count], &seen[i], same);
        assert_int_not_equal(passages_judge(&seen[i]), LIKENESS_NONE);
        pairs[i] = (struct form_pair){&words[i], &seen[i], same, false};
    }
    forms_find(&words[count], pairs, count);
    for (size_t i = 0; i < count; i++) {
        forms += pairs[i].is_form ? 1 : 0;
    }
    return forms;
}

/* A form that others also fill in is none of their copies; with too few others it cannot be
 * recognised. */
static void texts_of_one_form_are_no_copies(void **state)
{
    (void)state;
    enum { FORMS = 6 };
    struct source source = {arena_new(), 8};
    const char *fixed[SENTENCES], *texts[FORMS];
    for (unsigned i = 0; i < SENTENCES; i++) {
        fixed[i] = sentence(&source);
    }
    for (unsigned t = 0; t < FORMS; t++) {
        const char *filled[SENTENCES];
        for (unsigned i = 0; i < SENTENCES; i++) {
            filled[i] = i % 3 == 0 ? sentence(&source) : fixed[i];
        }
        texts[t] = join(&source, filled, SENTENCES);
    }
    assert_int_equal(count_forms(&source, texts, FORMS - 1), FORMS - 1);
    assert_int_equal(count_forms(&source, texts, 3), 0);
    arena_free(&source.arena);
}

/* Copies of one original share what one of them changed. */
static void copies_of_one_original_are_no_form(void **state)
{
    (void)state;
    enum { COPIES = 6 };
    struct source source = {arena_new(), 9};
    const char *sentences[SENTENCES], *texts[COPIES + 1];
    for (unsigned i = 0; i < SENTENCES; i++) {
        sentences[i] = sentence(&source);
    }
    texts[0] = join(&source, sentences, SENTENCES);
    for (unsigned t = 1; t < COPIES; t++) {
        texts[t] = edit_words(&source, texts[0], "sdi"[t % 3], 5 * t);
    }
    texts[COPIES] = edit_words(&source, texts[0], 's', 25);
    assert_int_equal(count_forms(&source, texts, COPIES), 0);
    arena_free(&source.arena);
}

/* How two texts compare when only running sentences count. */
static enum likeness compare_prose(const char *a, const char *b)
{
    struct arena *arena = arena_new();
    struct words left, right;
    struct resemblance seen;
    words_of(arena, a, strlen(a), &left);
    words_of(arena, b, strlen(b), &right);
    prose_mark(arena, a, &left);
    prose_mark(arena, b, &right);
    passages_find(arena, &left, &right, &seen, NULL);
    enum likeness likeness = passages_judge(&seen);
    arena_free(&arena);
    return likeness;
}

#define REPORT(c, a, b, d, e) \
    "BÁO CÁO\nKết quả công tác Đoàn tháng 5\n- Số buổi sinh hoạt: " a " buổi, có " b " lượt đoàn " \
    "viên tham dự.\n- Kết nạp mới " d " đoàn viên; giới thiệu cho Đảng " a " đoàn viên ưu tú.\n" \
    "- Vận động hiến máu: " e " đơn vị; trồng " b " cây xanh.\nMột số chi đoàn sinh hoạt chưa " \
    "đều, công tác thông tin báo cáo có lúc còn chậm.\nTrên đây là báo cáo của Đoàn xã " c "."
#define WISHES(c) \
    "Nhân dịp năm mới, Ban Chấp hành Đoàn xã " c " thân ái gửi đến toàn thể cán bộ, đoàn viên, " \
    "thanh niên và gia đình lời chúc mừng tốt đẹp nhất. Chúc các đồng chí dồi dào sức khỏe, hạnh " \
    "phúc, tràn đầy nhiệt huyết và gặt hái nhiều thành công. Trân trọng cảm ơn sự quan tâm của " \
    "cấp ủy Đảng đã đồng hành cùng tuổi trẻ."
#define STORY(c, who, a, b) \
    "Chiều 12/5, Đoàn xã " c " mở lớp dạy bơi miễn phí cho " a \
    " em nhỏ ở khúc sông cạnh chợ. Anh " who \
    ", người từng cứu hai đứa trẻ khỏi đuối nước, đứng ngâm mình suốt buổi để nâng bụng từng " \
    "em. Phụ huynh ngồi kín bờ kè, có người bỏ cả buổi chợ để xem con mình bơi được " b " sải."

static void forms_are_alike_and_no_copies(void **state)
{
    (void)state;
    assert_int_equal(compare_prose(REPORT("Tân Hòa", "12", "340", "7", "25"),
                                   REPORT("Hiếu Tử", "9", "1.205", "31", "8")),
                     LIKENESS_NONE);
    assert_int_equal(compare_prose(WISHES("Tân Hòa"), WISHES("Long Thới")), LIKENESS_NONE);
    assert_int_equal(compare_prose(STORY("Tân Hòa", "Kiên", "24", "mười"),
                                   STORY("Hiếu Tử", "Thạch Sa Rinh", "31", "hai mươi")),
                     LIKENESS_NEAR);
}

static void passages_say_where(void **state)
{
    (void)state;
    struct source source = {arena_new(), 3};
    const char *common = join(&source, (const char *[]){sentence(&source), sentence(&source)}, 2);
    const char *a = arena_print(source.arena, "%s%s", sentence(&source), common);
    const char *b = arena_print(source.arena, "%s%s", common, sentence(&source));
    struct words left, right;
    struct resemblance resemblance;
    words_of(source.arena, a, strlen(a), &left);
    words_of(source.arena, b, strlen(b), &right);
    passages_find(source.arena, &left, &right, &resemblance, NULL);
    assert_int_equal(resemblance.count, 1);
    const struct shared_passage *passage = &resemblance.passages[0];
    assert_ptr_equal(strstr(a, common), a + left.starts[passage->a_start]);
    assert_int_equal(right.starts[passage->b_start], 0);
    assert_int_equal(passage->a_end, left.count);
    assert_int_equal(passage->matched, passage->b_end);
    arena_free(&source.arena);
}

static void short_texts_have_no_sketch(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct words words;
    int32_t *keys;
    words_of(arena, "Đoàn xã tổ chức ra quân", strlen("Đoàn xã tổ chức ra quân"), &words);
    assert_int_equal(sketch_of(arena, &words, &keys), 0);
    arena_free(&arena);
}

static void postings_give_the_heaviest(void **state)
{
    (void)state;
    struct postings *postings = postings_new(256);
    for (uint32_t item = 0; item < 1000; item++) { /* -7 is common to all */
        const int32_t keys[] = {-7, (int32_t)item / 2, (int32_t)(item + 5000)};
        postings_add(postings, item, keys, 3);
    }
    struct candidate found[8];
    const int32_t wanted[] = {-7, 300, 5601};
    assert_int_equal(postings_find(postings, wanted, 3, 1000, 1, found, 8), 8);
    assert_int_equal(found[0].item, 601);
    assert_int_equal(found[0].shared, 2);
    assert_int_equal(found[1].item, 600);
    assert_int_equal(found[2].item, 0); /* of the common key the earliest */
    assert_int_equal(postings_find(postings, wanted, 3, 1000, 2, found, 8), 1);
    assert_int_equal(postings_find(postings, wanted, 3, 601, 1, found, 1), 1);
    assert_int_equal(found[0].item, 600);
    postings_free(&postings);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_the_same_however_written),
        cmocka_unit_test(words_know_their_places),
        cmocka_unit_test(short_texts_have_no_sketch),
        cmocka_unit_test(edited_copies_are_found),
        cmocka_unit_test(other_texts_are_left_alone),
        cmocka_unit_test(short_texts_of_one_event_are_no_copies),
        cmocka_unit_test(texts_of_one_form_are_no_copies),
        cmocka_unit_test(copies_of_one_original_are_no_form),
        cmocka_unit_test(forms_are_alike_and_no_copies),
        cmocka_unit_test(passages_say_where),
        cmocka_unit_test(postings_give_the_heaviest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
