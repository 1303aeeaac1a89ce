/*
 * feed_fuzz.c — any bytes as a feed, a page or posts in JSON: the reader writes lines, each field
 * in one line and within its limit.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "formats/feed.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void judge(const char *answer)
{
    while (*answer != '\0') {
        size_t len = strcspn(answer, "\n");
        if (strchr("KIAP", answer[0]) == NULL || answer[1] != '\t' || answer[len] != '\n' ||
            len > (size_t)(FEED_CATEGORIES_MAX + 3) * (FEED_FIELD_MAX + 4)) {
            abort();
        }
        answer += len + 1;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static char answer[1 << 20];
    int input = memfd_create("feed", MFD_CLOEXEC), output = memfd_create("answer", MFD_CLOEXEC);
    if (input >= 0 && output >= 0 && write(input, data, size) == (ssize_t)size) {
        const struct feed_input feed = {.input = {.text_max = 1 << 20, .fd = input, .size = size},
                                        .url = "https://a.example/wp-json/wp/v2/posts?x"};
        (void)format_feed(&feed, output);
        ssize_t got = pread(output, answer, sizeof(answer) - 1, 0);
        answer[got > 0 ? got : 0] = '\0';
        if (got < (ssize_t)sizeof(answer) - 1) {
            judge(answer);
        }
    }
    close(input);
    close(output);
    return 0;
}
