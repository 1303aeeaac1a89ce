/*
 * openapi.c — puts api/openapi.json into the binary as it is; the path is that of a
 * build from the top of the tree, as make does it.
 */
#include "gateway/openapi.h"

__asm__(".pushsection .rodata\n"
        ".global OPENAPI_JSON\n"
        ".type OPENAPI_JSON, @object\n"
        "OPENAPI_JSON:\n"
        ".incbin \"services/gateway/api/openapi.json\"\n"
        ".byte 0\n"
        ".size OPENAPI_JSON, . - OPENAPI_JSON\n"
        ".popsection\n");
