/*
 * The map against a plain array with the same content, over many random steps.
 */
#include "support/test.h"

#include <stdbool.h>
#include <string.h>

#include "base/map.h"

static void map_puts_gets_and_takes(void **state)
{
    (void)state;
    struct map *map = map_new();
    int a = 1, b = 2;
    assert_null(map_get_text(map, "a"));
    assert_null(map_take(map, "a", 1));
    assert_null(map_put_text(map, "a", &a));
    assert_ptr_equal(map_get(map, "a", 1), &a);
    assert_ptr_equal(map_put_text(map, "a", &b), &a);
    assert_ptr_equal(map_get_text(map, "a"), &b);
    assert_int_equal(map_count(map), 1);
    assert_ptr_equal(map_take(map, "a", 1), &b);
    assert_int_equal(map_count(map), 0);
    assert_null(map_get_text(map, "a"));
    map_free(&map);
    assert_null(map);
    map_free(&map);
}

static void map_keys_are_bytes_and_copied(void **state)
{
    (void)state;
    struct map *map = map_new();
    int values[5];
    char key[] = "key";
    (void)map_put(map, "", 0, &values[0]);
    (void)map_put(map, "\0", 1, &values[1]);
    (void)map_put(map, "\0\0", 2, &values[2]);
    (void)map_put_text(map, key, &values[3]);
    (void)map_put_text(map, "ke", &values[4]);
    key[0] = 'x';
    assert_int_equal(map_count(map), 5);
    assert_ptr_equal(map_get(map, "", 0), &values[0]);
    assert_ptr_equal(map_get(map, "\0", 1), &values[1]);
    assert_ptr_equal(map_get(map, "\0\0", 2), &values[2]);
    assert_ptr_equal(map_get_text(map, "key"), &values[3]);
    assert_ptr_equal(map_get_text(map, "ke"), &values[4]);
    assert_null(map_get_text(map, "xey"));
    map_free(&map);
}

enum { KEYS = 3000 };

static void assert_same(const struct map *map, int *const expected[KEYS])
{
    size_t at = 0, seen = 0, len, count = 0;
    const void *key;
    void *value;
    while (map_next(map, &at, &key, &len, &value)) {
        int number;
        assert_int_equal(len, sizeof(number));
        memcpy(&number, key, sizeof(number));
        assert_ptr_equal(expected[number], value);
        seen++;
    }
    for (int i = 0; i < KEYS; i++) {
        assert_ptr_equal(map_get(map, &i, sizeof(i)), expected[i]);
        count += expected[i] != NULL ? 1 : 0;
    }
    assert_int_equal(seen, count);
    assert_int_equal(map_count(map), count);
}

static void map_is_an_array_seen_otherwise(void **state)
{
    (void)state;
    static int values[KEYS];
    static int *expected[KEYS];
    struct map *map = map_new();
    uint64_t seed = 88172645463325252;
    for (int step = 0; step < 400000; step++) {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        int key = (int)(seed % KEYS);
        /* Alternates between more insertions and more removals: it grows and empties. */
        bool is_put = seed / KEYS % 10 < (step / 50000 % 2 == 0 ? 7U : 2U);
        void *before = is_put ? map_put(map, &key, sizeof(key), &values[key])
                              : map_take(map, &key, sizeof(key));
        assert_ptr_equal(before, expected[key]);
        expected[key] = is_put ? &values[key] : NULL;
        if (step % 20000 == 0) {
            assert_same(map, expected);
        }
    }
    assert_same(map, expected);
    map_free(&map);
}

static void map_next_of_an_empty_map_is_false(void **state)
{
    (void)state;
    struct map *map = map_new();
    size_t at = 0, len;
    const void *key;
    void *value;
    assert_false(map_next(map, &at, &key, &len, &value));
    assert_false(map_next(map, &at, &key, &len, &value));
    map_free(&map);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(map_puts_gets_and_takes),
        cmocka_unit_test(map_keys_are_bytes_and_copied),
        cmocka_unit_test(map_is_an_array_seen_otherwise),
        cmocka_unit_test(map_next_of_an_empty_map_is_false),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
