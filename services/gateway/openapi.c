/*
 * openapi.c — embeds api/openapi.json in the binary; the path is relative to the top of the tree,
 * where make runs.
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
