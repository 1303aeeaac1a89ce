/*
 * conf.c — the configuration of this service.
 */
#include "daemon/conf.h"
#include "ingest/ingest.h"

const struct conf_entry INGEST_CONF[] = {
    DAEMON_CONF_ENTRIES,
    {"files.root", CONF_TEXT, offsetof(struct ingest_conf, files_root), "var/files", 0, 0,
     "directory of the file store"},
    {"files.max", CONF_SIZE, offsetof(struct ingest_conf, file_max), "100m", 1024, 4294967296,
     "bytes of one file"},
    {"files.uploads", CONF_SIZE, offsetof(struct ingest_conf, uploads_max), "256", 1, 65536,
     "files that may be uploaded at once"},
    {"ingest.pending", CONF_SIZE, offsetof(struct ingest_conf, pending_max), "16384", 1, 1000000,
     "requests that may wait for a commit; more are refused as busy"},
    {"ingest.high_water", CONF_SIZE, offsetof(struct ingest_conf, high_water), "2000000", 1000,
     100000000, "pending validations above which new submissions are refused as busy"},
};
const size_t INGEST_CONF_COUNT = sizeof(INGEST_CONF) / sizeof(INGEST_CONF[0]);
