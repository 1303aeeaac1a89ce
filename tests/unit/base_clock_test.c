/*
 * Clocks: the wall clock is the system's, the steady one never goes back.
 */
#include "support/test.h"

#include <time.h>

#include "base/clock.h"

static void clock_wall_is_the_systems(void **state)
{
    (void)state;
    int64_t before = (int64_t)time(NULL);
    int64_t now = clock_wall_us();
    struct timespec after;
    clock_gettime(CLOCK_REALTIME, &after);
    assert_true(now / 1000000 >= before - 1);
    assert_true(now <= (int64_t)after.tv_sec * 1000000 + after.tv_nsec / 1000 + 1);
}

static void clock_steady_never_goes_back(void **state)
{
    (void)state;
    int64_t before = clock_steady_us();
    for (int i = 0; i < 100000; i++) {
        int64_t now = clock_steady_us();
        assert_true(now >= before);
        before = now;
    }
    int64_t ms = clock_steady_ms();
    assert_true(ms >= before / 1000 && ms <= clock_steady_us() / 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(clock_wall_is_the_systems),
        cmocka_unit_test(clock_steady_never_goes_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
