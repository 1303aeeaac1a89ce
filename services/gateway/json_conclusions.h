/*
 * json_conclusions.h — the request bodies of conclusions.  They are only checked: the store takes
 * them.
 */
#ifndef GATEWAY_JSON_CONCLUSIONS_H
#define GATEWAY_JSON_CONCLUSIONS_H

#include "gateway/json_in.h"

/* The lines of the next version; the document under which a version is issued. */
extern const struct json_field JSON_IN_CONCLUSION[], JSON_IN_CONCLUSION_ISSUE[];

#endif
