/*
 * conf.c — the configuration of this service.
 */
#include "daemon/conf.h"
#include "papers/papers.h"

const struct conf_entry PAPERS_CONF[] = {
    DAEMON_CONF_ENTRIES,
    {"files.root", CONF_TEXT, offsetof(struct papers_conf, files_root), "var/files", 0, 0,
     "directory of the file store"},
    {"papers.templates", CONF_TEXT, offsetof(struct papers_conf, templates), "", 0, 0,
     "directory with the default templates, <kind>.docx; empty: none"},
    {"papers.seconds", CONF_INT, offsetof(struct papers_conf, seconds), "20", 1, 600,
     "processor time that one paper may take, each of its photos, and its PDF"},
    {"papers.pdf", CONF_TEXT, offsetof(struct papers_conf, pdf), "", 0, 0,
     "program of LibreOffice that makes PDFs; empty: where Debian has it; off: no PDFs"},
};
const size_t PAPERS_CONF_COUNT = sizeof(PAPERS_CONF) / sizeof(PAPERS_CONF[0]);
