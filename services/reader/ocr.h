/*
 * ocr.h — reads scanned files that wait for OCR (table file_scan), one at a time, in the lowest
 * class, within a budget of pages a day.  No verdict waits for it: the submissions of a file are
 * validated again when it was read.
 */
#ifndef READER_OCR_H
#define READER_OCR_H

#include "reader/reader.h"

struct ocr;

/* NULL: the budget is 0, or no model is installed: nothing is read. */
struct ocr *ocr_open(struct daemon *daemon, const struct reader_conf *conf);
/* A file that is being read is read again after its lease.  NULL-safe. */
void ocr_close(struct ocr **self);
/* No claim is running; a drain does not wait for a file.  NULL is idle. */
bool ocr_is_idle(const struct ocr *self);

#endif
