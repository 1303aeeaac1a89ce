/*
 * office.h — a DOCX as PDF, by LibreOffice where it is installed.
 */
#ifndef PAPERS_OFFICE_H
#define PAPERS_OFFICE_H

#include <stdbool.h>

#include "base/buf.h"

/* Its program; "": it is not installed, or `wanted` is "off".  `wanted` "": where Debian has it. */
const char *office_find(const char *wanted);

/* A new directory for one conversion, below TMPDIR or /tmp; locked as long as the descriptor, which
 * it returns, is open.  -1: there is none. */
int office_place_make(char *path, size_t size);
/* Removes it with what is in it. */
void office_place_remove(const char *path);
/* Removes those that a worker who was killed has left. */
void office_places_sweep(void);

/* In a child that has the place: converts, and writes the PDF to the descriptor. */
bool office_convert(const char *program, const char *place, const struct buf *docx, int output);

#endif
