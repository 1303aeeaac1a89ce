/*
 * defaults.h — the templates that come with the software.
 */
#ifndef PAPERS_DEFAULTS_H
#define PAPERS_DEFAULTS_H

#include "store/lane.h"

/* Stores every <kind>.docx of the directory, unless the store has it. */
void defaults_store(struct lane *lane, const char *directory);

#endif
