/*
 * reader.h — the reader: a stage before validation that reads the files of evidence in sandboxed
 * children, so that a slow file delays no quick one. What is found in a file is stored once per
 * content hash; a submission moves on to validation when all its files were read. Files that are no
 * evidence (pending.h) are read and scanned the same way.
 */
#ifndef READER_READER_H
#define READER_READER_H

#include "daemon/daemon.h"

struct reader_conf {
    struct daemon_conf daemon;
    const char *files_root;
    size_t children;    /* files read at once */
    size_t file_memory; /* bytes of address space for reading one */
    int file_seconds;   /* processor time for one */
    const char *clamd;  /* its socket; "" for none */
    size_t text_max;    /* bytes of text kept of one file */
    int ocr_pages;      /* a day; 0: scanned files are not read */
    int ocr_seconds;    /* processor time for one scanned file */
    const char *pages;  /* directory of drawn pages; "": none are kept */
    size_t pages_max;   /* bytes of drawn pages that are kept */
    int page_seconds;   /* processor time for drawing one page */
};
extern const struct conf_entry READER_CONF[];
extern const size_t READER_CONF_COUNT;

#endif
