/*
 * pdf.h — PDFs of papers as pending work: one at a time, each in a caged child.
 */
#ifndef PAPERS_PDF_H
#define PAPERS_PDF_H

#include <stdbool.h>

#include "papers/papers.h"

struct pdf;

struct pdf *pdf_open(struct daemon *daemon, const struct papers_conf *conf);
void pdf_close(struct pdf **self); /* NULL-safe */
bool pdf_is_idle(const struct pdf *self);

#endif
