/*
 * json_register.h — the request bodies of the register of outgoing papers.  Where no struct stands
 * here, the body is only checked: the store takes it.
 */
#ifndef GATEWAY_JSON_REGISTER_H
#define GATEWAY_JSON_REGISTER_H

#include "gateway/json_in.h"

/* A book, whole: new, or as it shall be. */
struct json_in_register_book {
    const char *unit, *issuer_name;
    const char *type, *issuer; /* as written in a symbol: "QĐ", "TĐTN" */
    const char *term, *term_from, *term_to;
};
extern const struct json_field JSON_IN_REGISTER_BOOK[];

/* Taking numbers; issuing a reserved one. */
extern const struct json_field JSON_IN_REGISTER_TAKE[], JSON_IN_REGISTER_ISSUE[];

/* Why a number is cancelled, {"reason"}, into a const char *. */
extern const struct json_field JSON_IN_REGISTER_CANCEL[];

#endif
