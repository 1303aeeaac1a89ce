/*
 * conf.c — what can be configured of validation and of its reader.
 */
#include "daemon/conf.h"
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
    {"compare.ms", CONF_INT, offsetof(struct validation_conf, compare_ms), "10000", 0, 3600000,
     "how long afterwards"},
};
const size_t VALIDATION_CONF_COUNT = sizeof(VALIDATION_CONF) / sizeof(VALIDATION_CONF[0]);
