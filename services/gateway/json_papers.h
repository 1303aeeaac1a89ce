/*
 * json_papers.h — the request bodies of papers.  They are only checked: the store takes them.
 */
#ifndef GATEWAY_JSON_PAPERS_H
#define GATEWAY_JSON_PAPERS_H

#include "gateway/json_in.h"

/* Which paper is wanted; the number and day under which one is issued. */
extern const struct json_field JSON_IN_PAPER[], JSON_IN_PAPER_ISSUE[];

#endif
