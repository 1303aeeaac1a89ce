/*
 * forms_test.c — what several units share by form is no copy, in whatever order they file, and an
 * article that many file with other names and figures is one, however many they are.
 */
#include "support/test.h"

#include <stdio.h>
#include <string.h>

#include "support/one_system.h"
#include "support/system_evidence.h"

static const char BEFORE[] =
    "Sáng sớm, khi sương còn giăng trên mặt ruộng, các bạn trẻ đã có mặt đông đủ ở bến đò với "
    "cuốc, xẻng và những chiếc áo xanh quen thuộc. Không khí nhộn nhịp hẳn lên khi bà con trong "
    "ấp cùng ra phụ giúp, người mang nước, người mang bánh, tiếng cười nói rộn ràng cả một đoạn "
    "đường quê. Ai cũng nhớ những mùa nước nổi trước, khi con đường này chìm trong bùn. ";
static const char AFTER[] =
    " Kết thúc buổi sáng, ai nấy đều thấm mệt nhưng trên gương mặt là niềm vui vì đã làm được một "
    "việc nhỏ cho xóm mình. Mấy cô chú lớn tuổi nán lại rất lâu, kể chuyện ngày xưa bên ấm trà "
    "nóng, rồi mời cả nhóm ở lại ăn bữa cơm trưa có canh chua cá linh và bông so đũa.";
static const char *const OWN[] = {
    "Nhóm chèo xuồng đi vớt lục bình kín khúc kênh Ba Se, chất thành đống cao hơn đầu người, rồi "
    "đắp lại mấy gốc bần bị sóng đánh trơ rễ suốt mùa gió chướng vừa qua.",
    "Ba chiếc xe cút kít chở đá dăm chạy liên tục từ lộ cái vào sân trường mẫu giáo, nơi cơn mưa "
    "đêm trước khoét thành những vũng sâu khiến lũ trẻ không dám bước qua.",
    "Cánh thợ hồ tình nguyện lợp xong mái tôn cho căn nhà của bà Thạch Thị Sa, sơn lại vách, kê "
    "thêm bộ bàn học cho đứa cháu ngoại đang học lớp bốn trường làng.",
    "Hai tủ sách được khiêng lên gác chuông chùa, dán nhãn từng cuốn bằng hai thứ tiếng, để sư cả "
    "và các em sa di tối tối thay nhau đọc dưới ngọn đèn vừa lắp.",
    "Đội hiến máu dựng lều bạt cạnh trạm y tế, ghi tên từng người, phát sữa và cam tươi, còn ông "
    "trưởng trạm bảy mươi tuổi cứ đi qua đi lại nhắc ai nhịn ăn sáng thì về.",
    "Mấy sinh viên ngành tin học ngồi quanh chiếc bàn đá, cài sổ khám bệnh điện tử vào điện thoại "
    "cho từng chủ ghe, chỉ họ xem giá tôm sú và đặt lịch nhổ răng.",
};
enum { TEXTS = sizeof(OWN) / sizeof(OWN[0]) };

static const char ARTICLE[] =
    "Chiều 12/5, Đoàn xã %s mở lớp dạy bơi miễn phí cho %u em nhỏ ở khúc sông cạnh chợ. Anh %s, "
    "người từng cứu hai đứa trẻ khỏi đuối nước, đứng ngâm mình suốt buổi để nâng bụng từng em. Lúc "
    "đầu em nào cũng khóc, bám chặt mạn xuồng, nhưng chỉ một tuần sau đã biết thả nổi và quạt tay. "
    "Phụ huynh ngồi kín bờ kè, có người bỏ cả buổi chợ để xem con mình bơi được mấy sải. Lớp học "
    "kéo dài %u ngày, kết thúc bằng một cuộc đua nhỏ quanh chiếc phao màu cam.";

/* The same article, typed in a TCVN3 font and read as Latin-1. */
static const char IN_TCVN3[] =
    "ChiÒu 12/5, §oµn x· T©n Hßa më líp d¹y b¬i miÔn phÝ cho 30 em nhá ë khóc s«ng c¹nh chî. "
    "Anh Phó CÇn, ng­êi tõng cøu hai ®øa trÎ khái ®uèi n­íc, ®øng ng©m m×nh suèt buæi ®Ó "
    "n©ng bông tõng em. Lóc ®Çu em nµo còng khãc, b¸m chÆt m¹n xuång, nh­ng chØ mét tuÇn sau "
    "®· biÕt th¶ næi vµ qu¹t tay. Phô huynh ngåi kÝn bê kÌ, cã ng­êi bá c¶ buæi chî ®Ó xem "
    "con m×nh b¬i ®­îc mÊy s¶i. Líp häc kÐo dµi 12 ngµy, kÕt thóc b»ng mét cuéc ®ua nhá "
    "quanh chiÕc phao mµu cam.";

static void file_text(const char *key, const char *title, const char *text)
{
    char body[4096], id[37];
    snprintf(body, sizeof(body),
             EVIDENCE("U1", "\"C12\"", "%s", ",\"link\":\"https://vi.example/%s\",\"text\":\"%s\""),
             title, key, text);
    struct http_answer answer = evidence_through(site, "can-bo-1", key, body, id);
    http_free(&answer);
    assert_true(system_settle(site));
}

static long copies_of(const char *title)
{
    return database_number(
        system_database(site),
        "SELECT count(*) FROM validation v JOIN submission s ON s.id = v.submission_id"
        " WHERE s.title LIKE '%s%%' AND v.findings::text LIKE '%%copy.near_text%%'",
        title);
}

static long copies_with_passages(const char *title)
{
    return database_number(
        system_database(site),
        "SELECT count(*) FROM validation v JOIN submission s ON s.id = v.submission_id"
        " WHERE s.title LIKE '%s%%' AND v.findings @? '$[*] ? (@.code == \"copy.near_text\")"
        ".passages[*] ? (@.words != \"\" && @.other != \"\")'",
        title);
}

/* One by one, so that the first ones are judged before the frame can be known. */
static void a_frame_makes_no_copies_in_any_order(void **state)
{
    (void)state;
    static const size_t ORDER[] = {3, 0, 5, 1, 4, 2};
    long most = 0;
    for (size_t i = 0; i < TEXTS; i++) {
        char text[2048], key[16], title[64];
        snprintf(text, sizeof(text), "%s%s%s", BEFORE, OWN[ORDER[i]], AFTER);
        snprintf(key, sizeof(key), "khung-%zu", i);
        snprintf(title, sizeof(title), "Buổi sáng thứ %zu ở xóm", i);
        file_text(key, title, text);
        most = copies_of("Buổi sáng") > most ? copies_of("Buổi sáng") : most;
    }
    assert_true(most > 0); /* of two texts they look like copies */
    assert_int_equal(copies_of("Buổi sáng"), 0);
}

static void many_copies_of_an_article_stay_copies(void **state)
{
    (void)state;
    static const char *const NAMES[] = {"Tân Hòa", "Hiếu Tử",  "Long Thới",
                                        "Phú Cần", "Tập Ngãi", "Hùng Hòa"};
    enum { COPIES = sizeof(NAMES) / sizeof(NAMES[0]) };
    for (unsigned i = 0; i < COPIES; i++) {
        char text[2048], key[16], title[64];
        snprintf(text, sizeof(text), ARTICLE, NAMES[i], 20 + 7 * i, NAMES[(i + 2) % COPIES],
                 10 + 3 * i);
        snprintf(key, sizeof(key), "boi-%u", i);
        snprintf(title, sizeof(title), "Dạy bơi ở bến số %u", i);
        file_text(key, title, text);
    }
    assert_int_equal(copies_of("Dạy bơi"), COPIES - 1);
    assert_int_equal(copies_with_passages("Dạy bơi"), COPIES - 1);
}

/* Its words are not at their places in the Unicode text, so no passages are shown. */
static void a_copy_in_a_legacy_font_is_one(void **state)
{
    (void)state;
    file_text("boi-tcvn3", "Học bơi bằng phông cũ", IN_TCVN3);
    assert_int_equal(copies_of("Học bơi"), 1);
    assert_int_equal(copies_with_passages("Học bơi"), 0);
}

/* ------------------------------------------------------------- any order, any batches */

/* What was sent to one round: texts of one frame, copies of one article, and a story that another
 * lifts a passage from. */
enum { COPIES = 6, STORY = TEXTS + COPIES, LIFTED, PIECES };

static const char STORY_TEXT[] =
    "Cây cầu khỉ cuối xóm gãy nhịp từ mùa mưa năm trước, học trò phải lội vòng gần hai cây số. %s "
    "Cầu mới rộng một mét tư, mặt lát đan bê tông, hai bên có tay vịn bằng tre già ngâm bùn.";
static const char LIFTED_TEXT[] =
    "Tổ thông tin của chi đoàn kể lại chuyện làm đường ở ấp kế bên cho số báo tường tháng này. %s "
    "Bài được đọc trên loa lúc năm giờ sáng, xen giữa bản tin thời tiết và giá lúa trong ngày.";
static const char PASSAGE[] =
    "Bảy thanh niên ngủ lại ngoài chòi vịt mười một đêm liền, ban ngày đóng cọc tràm, ban đêm canh "
    "con nước để đổ móng, có hôm nước lên sớm cuốn mất cả ván khuôn mà chẳng ai bỏ về. Chủ ghe cát "
    "nghe chuyện thì chở cho không hai chuyến, bà bán chè đầu bến tối nào cũng múc thêm bảy chén "
    "để dành, còn ông thợ hàn già cho mượn luôn bộ đồ nghề theo ông từ hồi mới ra riêng.";

static void write_piece(unsigned piece, char text[static 2048])
{
    static const char *const NAMES[] = {"Tân Hòa", "Hiếu Tử",  "Long Thới",
                                        "Phú Cần", "Tập Ngãi", "Hùng Hòa"};
    if (piece < TEXTS) {
        snprintf(text, 2048, "%s%s%s", BEFORE, OWN[piece], AFTER);
    } else if (piece < STORY) {
        unsigned i = piece - TEXTS;
        snprintf(text, 2048, ARTICLE, NAMES[i], 20 + 7 * i, NAMES[(i + 2) % COPIES], 10 + 3 * i);
    } else {
        snprintf(text, 2048, piece == STORY ? STORY_TEXT : LIFTED_TEXT, PASSAGE);
    }
}

static unsigned dice_of(unsigned *state, unsigned below)
{
    *state = *state * 1664525u + 1013904223u;
    return (*state >> 16) % below;
}

/* Files all, some without waiting for the verdicts of those before. */
static void file_in_order(unsigned round, char ids[static PIECES][37])
{
    unsigned order[PIECES], state = round * 77 + 5;
    for (unsigned i = 0; i < PIECES; i++) {
        unsigned at = dice_of(&state, i + 1);
        order[i] = order[at];
        order[at] = i;
    }
    for (unsigned i = 0; i < PIECES; i++) {
        char text[2048], body[4096], key[32];
        write_piece(order[i], text);
        snprintf(key, sizeof(key), "thu-tu-%u-%u", round, order[i]);
        snprintf(body, sizeof(body),
                 EVIDENCE("U1", "\"C12\"", "Lượt %u bài %u", ",\"text\":\"%s\""), round, order[i],
                 text);
        struct http_answer answer = evidence_file(site, "can-bo-1", key, body);
        assert_int_equal(answer.status, 202);
        snprintf(ids[i], 37, "%s", http_text(&answer, "id"));
        http_free(&answer);
        if (dice_of(&state, 4) == 0) {
            assert_true(system_settle(site));
        }
    }
    assert_true(system_settle(site));
}

/* How many of the items from `first` to before `end` have a finding of the check; `but_first`:
 * not counting the one that came first of them. */
static long found_in(unsigned round, unsigned first, unsigned end, const char *check,
                     bool but_first)
{
    return database_number(
        system_database(site),
        "SELECT count(*) FROM (SELECT v.findings::text LIKE '%%%s%%' AS is_found,"
        " row_number() OVER (ORDER BY s.received_at, s.id) AS n"
        " FROM submission s JOIN validation v ON v.submission_id = s.id,"
        " LATERAL (SELECT split_part(s.title, ' ', 4)::integer AS piece) p"
        " WHERE s.title LIKE 'Lượt %u bài %%' AND p.piece >= %u AND p.piece < %u) x"
        " WHERE is_found AND n > %d",
        check, round, first, end, but_first ? 1 : 0);
}

static void withdraw_all(char ids[static PIECES][37])
{
    for (unsigned i = 0; i < PIECES; i++) {
        char path[128];
        snprintf(path, sizeof(path), "/api/v1/evidence/%.36s/withdrawal", ids[i]);
        system_expect(site, "can-bo-1", "PUT", path, "{\"reason\":\"Nộp thử\"}",
                      (struct wanted){200, "withdrawn"});
    }
    assert_true(system_settle(site));
}

/* In whatever order and batches the same texts come: of those that resemble each other, all but the
 * first have a finding, and those with a common frame have none. */
static void verdicts_do_not_depend_on_the_order(void **state)
{
    (void)state;
    enum { ROUNDS = 3 };
    for (unsigned round = 0; round < ROUNDS; round++) {
        char ids[PIECES][37];
        file_in_order(round, ids);
        assert_int_equal(found_in(round, 0, TEXTS, "copy.", false), 0);
        assert_int_equal(found_in(round, TEXTS, STORY, "copy.near_text", false), COPIES - 1);
        assert_int_equal(found_in(round, TEXTS, STORY, "copy.near_text", true), COPIES - 1);
        assert_int_equal(found_in(round, STORY, PIECES, "copy.passage", false), 1);
        assert_int_equal(found_in(round, STORY, PIECES, "copy.passage", true), 1);
        withdraw_all(ids);
    }
}

static void withdraw(const char *title)
{
    char path[128];
    const char *id = database_value(system_database(site),
                                    "SELECT id FROM submission WHERE title = '%s'", title);
    snprintf(path, sizeof(path), "/api/v1/evidence/%.36s/withdrawal", id);
    system_expect(site, "can-bo-1", "PUT", path, "{\"reason\":\"Nộp thử\"}",
                  (struct wanted){200, "withdrawn"});
}

/* However many that were withdrawn resemble a text more. */
static void the_withdrawn_do_not_hide_a_copy(void **state)
{
    (void)state;
    static const char *const TITLES[] = {"Bơi thử một", "Bơi lần hai", "Bơi lần ba"};
    for (unsigned i = 0; i < 3; i++) {
        char text[2048], key[32];
        write_piece(TEXTS + i, text);
        snprintf(key, sizeof(key), "che-%u", i);
        file_text(key, TITLES[i], text);
        if (i > 0) {
            continue;
        }
        withdraw(TITLES[i]);
        database_run(system_database(site),
                     "WITH new AS (INSERT INTO likeness (submission_id, part, evidence_id, unit_id,"
                     " filed_at) SELECT l.submission_id, n, l.evidence_id, l.unit_id, l.filed_at"
                     " FROM likeness l, generate_series(1, 60) n, submission s"
                     " WHERE l.submission_id = s.id AND s.title = '%s' RETURNING id, submission_id)"
                     " INSERT INTO text_key SELECT k.key, n.id FROM new n"
                     " JOIN likeness l ON l.submission_id = n.submission_id AND l.part = 0"
                     " JOIN text_key k ON k.likeness_id = l.id",
                     TITLES[0]);
    }
    assert_int_equal(copies_of("Bơi lần"), 1);
    withdraw(TITLES[1]);
    withdraw(TITLES[2]);
    assert_true(system_settle(site));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(verdicts_do_not_depend_on_the_order),
        cmocka_unit_test(the_withdrawn_do_not_hide_a_copy),
        cmocka_unit_test(a_frame_makes_no_copies_in_any_order),
        cmocka_unit_test(many_copies_of_an_article_stay_copies),
        cmocka_unit_test(a_copy_in_a_legacy_font_is_one),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
