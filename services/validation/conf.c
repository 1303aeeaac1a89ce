/*
 * conf.c — what can be configured of validation and of its reader.
 */
#include "daemon/conf.h"
#include "fetch/conf.h"
#include "validation/validation.h"

const struct conf_entry VALIDATION_CONF[] = {
    DAEMON_CONF_ENTRIES,
    {"files.root", CONF_TEXT, offsetof(struct validation_conf, files_root), "var/files", 0, 0,
     "directory of the file store (reader)"},
    {"reader.children", CONF_SIZE, offsetof(struct validation_conf, children), "2", 1, 64,
     "files read at once"},
    {"reader.memory", CONF_SIZE, offsetof(struct validation_conf, file_memory), "768m", 67108864,
     17179869184, "address space for reading one file"},
    {"reader.seconds", CONF_INT, offsetof(struct validation_conf, file_seconds), "10", 1, 600,
     "processor time for reading one file; the wall clock gives twice that"},
    {"reader.clamd", CONF_TEXT, offsetof(struct validation_conf, clamd), "", 0, 0,
     "socket of clamd, which looks for malware in each file before it is read; \"\" for none"},
    {"reader.text", CONF_SIZE, offsetof(struct validation_conf, text_max), "1m", 1024, 16777216,
     "bytes of text kept of one file"},
    {"spelling.dictionary", CONF_TEXT, offsetof(struct validation_conf, dictionary),
     "/usr/share/hunspell/vi_VN", 0, 0, "hunspell dictionary without .aff and .dic; \"\" for none"},
    {"compare.most", CONF_SIZE, offsetof(struct validation_conf, compare_most), "48", 0, 100000,
     "pieces of one batch that are compared with others before their verdict; of a larger "
     "batch, a flood, afterwards"},
    {"compare.ms", CONF_INT, offsetof(struct validation_conf, compare_ms), "3000", 0, 3600000,
     "how long afterwards"},
    {"links.fetch", CONF_BOOL, offsetof(struct validation_conf, has_links), "on", 0, 0,
     "look at the pages that pieces cite (validation and fetcher); off where there is no "
     "Internet: then only the form of a link is judged"},
    {"links.second_s", CONF_INT, offsetof(struct validation_conf, link_second_s), "600", 0, 86400,
     "seconds until a page that is not there is looked at again, before it is told (fetcher)"},
    {"links.again_s", CONF_INT, offsetof(struct validation_conf, link_again_s), "300", 0, 86400,
     "seconds until a page that is out of reach is tried again; ever more after each attempt "
     "(fetcher)"},
    {"links.tell_s", CONF_INT, offsetof(struct validation_conf, link_tell_s), "10800", 0, 604800,
     "seconds for which a page must be out of reach, in four attempts, before it is told"},
    {"feeds.every_s", CONF_INT, offsetof(struct validation_conf, feed_every_s), "3600", 1, 604800,
     "seconds between two looks at a feed of posts (fetcher); links.fetch = off asks for none"},
    FETCH_CONF_ENTRIES(struct validation_conf),
};
const size_t VALIDATION_CONF_COUNT = sizeof(VALIDATION_CONF) / sizeof(VALIDATION_CONF[0]);
