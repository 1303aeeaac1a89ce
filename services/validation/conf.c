/*
 * conf.c — the configuration of this service.
 */
#include "daemon/conf.h"
#include "validation/validation.h"

const struct conf_entry VALIDATION_CONF[] = {
    DAEMON_CONF_ENTRIES,
    {"spelling.dictionary", CONF_TEXT, offsetof(struct validation_conf, dictionary),
     "/usr/share/hunspell/vi_VN", 0, 0, "hunspell dictionary without .aff and .dic; \"\" for none"},
    {"compare.most", CONF_SIZE, offsetof(struct validation_conf, compare_most), "48", 0, 100000,
     "evidence items of one batch that are compared with others before their verdict; those of a "
     "larger batch, a flood, are compared afterwards"},
    {"compare.ms", CONF_INT, offsetof(struct validation_conf, compare_ms), "3000", 0, 3600000,
     "delay of that later comparison"},
    {"links.fetch", CONF_BOOL, offsetof(struct validation_conf, has_links), "on", 0, 0,
     "judge the pages that evidence cites; off where the fetcher has no Internet: then only the "
     "form of a link is judged"},
};
const size_t VALIDATION_CONF_COUNT = sizeof(VALIDATION_CONF) / sizeof(VALIDATION_CONF[0]);
