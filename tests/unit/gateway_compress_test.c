/* Answers that are compressed: for whom, which, and that they come back byte for byte. */
#include "support/test.h"

#include <string.h>

#include <zlib.h>

#include "gateway/compress.h"

static void accepted_headers(void **state)
{
    (void)state;
    static const struct {
        const char *header;
        bool is_accepted;
    } CASES[] = {
        {NULL, false},
        {"", false},
        {"gzip", true},
        {"GZIP", true},
        {"br, gzip", true},
        {"deflate, gzip;q=1.0, *;q=0.5", true},
        {"gzip;q=0", false},
        {"gzip;q=0.000", false},
        {"gzip; q=0, br", false},
        {"gzip;q=0.5", true},
        {"x-gzip-like", false},
        {"identity", false},
    };
    for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
        bool is_accepted = compress_is_accepted(CASES[i].header);
        if (is_accepted != CASES[i].is_accepted) {
            fail_msg("%s: %d", CASES[i].header != NULL ? CASES[i].header : "none", is_accepted);
        }
    }
}

static size_t unpacked(void *packed, size_t len, char *into, size_t room)
{
    z_stream stream = {.next_in = packed, .avail_in = (uInt)len};
    stream.next_out = (unsigned char *)into;
    stream.avail_out = (uInt)room;
    assert_int_equal(inflateInit2(&stream, 15 + 16), Z_OK);
    assert_int_equal(inflate(&stream, Z_FINISH), Z_STREAM_END);
    size_t out = stream.total_out;
    assert_int_equal(inflateEnd(&stream), Z_OK);
    return out;
}

static void a_list_comes_back_whole(void **state)
{
    (void)state;
    static char back[1 << 20];
    struct buf plain = {0};
    while (plain.len < 70000) {
        buf_text(&plain,
                 "{\"code\":\"1.1.3\",\"name\":\"Số công trình thanh niên\",\"points\":\"10\"},");
    }
    struct arena *arena = arena_new();
    size_t len = 0;
    void *packed = compress_gzip(arena, &plain, &len);
    assert_non_null(packed);
    assert_true(len < plain.len / 10);
    assert_int_equal(unpacked(packed, len, back, sizeof(back)), plain.len);
    assert_memory_equal(back, plain.data, plain.len);
    arena_free(&arena);
    buf_free(&plain);
}

static void what_saves_nothing_stays(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct buf plain = {0};
    size_t len = 0;
    assert_null(compress_gzip(arena, &plain, &len));
    buf_text(
        &plain,
        "{\"token\":\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\",\"csrf\":\"aaaaaaaaaa\"}");
    assert_null(compress_gzip(arena, &plain, &len));
    buf_clear(&plain);
    unsigned chance = 1;
    for (int i = 0; i < 5000; i++) {
        chance = chance * 1103515245u + 12345u;
        buf_byte(&plain, (char)(chance >> 16));
    }
    assert_null(compress_gzip(arena, &plain, &len));
    arena_free(&arena);
    buf_free(&plain);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(accepted_headers),
        cmocka_unit_test(a_list_comes_back_whole),
        cmocka_unit_test(what_saves_nothing_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
