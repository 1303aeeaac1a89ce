/*
 * conf.c — the configuration of the reader.
 */
#include "daemon/conf.h"
#include "reader/reader.h"

const struct conf_entry READER_CONF[] = {
    DAEMON_CONF_ENTRIES_OF("4", "16"),
    {"files.root", CONF_TEXT, offsetof(struct reader_conf, files_root), "var/files", 0, 0,
     "directory of the file store"},
    {"reader.children", CONF_SIZE, offsetof(struct reader_conf, children), "2", 1, 64,
     "files read at once"},
    {"reader.memory", CONF_SIZE, offsetof(struct reader_conf, file_memory), "768m", 67108864,
     17179869184, "address space for reading one file"},
    {"reader.seconds", CONF_INT, offsetof(struct reader_conf, file_seconds), "10", 1, 600,
     "processor time for reading one file; the wall clock allows twice that"},
    {"reader.clamd", CONF_TEXT, offsetof(struct reader_conf, clamd), "", 0, 0,
     "socket of clamd, which scans each file for malware before it is read; \"\" for none"},
    {"reader.text", CONF_SIZE, offsetof(struct reader_conf, text_max), "1m", 1024, 16777216,
     "bytes of text kept of one file"},
    {"reader.ocr_pages", CONF_INT, offsetof(struct reader_conf, ocr_pages), "4000", 0, 1000000,
     "scanned pages that OCR reads a day, for all readers together; 0: none"},
    {"reader.ocr_seconds", CONF_INT, offsetof(struct reader_conf, ocr_seconds), "60", 1, 600,
     "processor time for OCR of one file, in the lowest class"},
    {"reader.pages", CONF_TEXT, offsetof(struct reader_conf, pages), "", 0, 0,
     "directory in which drawn pages are kept; \"\": each is drawn whenever it is asked for"},
    {"reader.pages_max", CONF_SIZE, offsetof(struct reader_conf, pages_max), "256m", 1048576,
     1099511627776, "bytes of drawn pages that are kept; those used longest ago go first"},
    {"reader.page_seconds", CONF_INT, offsetof(struct reader_conf, page_seconds), "8", 1, 600,
     "processor time for drawing one page; the wall clock allows twice that"},
};
const size_t READER_CONF_COUNT = sizeof(READER_CONF) / sizeof(READER_CONF[0]);
