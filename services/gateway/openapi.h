/*
 * openapi.h — the contract of /api/v1 (OpenAPI 3.1): the text of api/openapi.json.
 */
#ifndef GATEWAY_OPENAPI_H
#define GATEWAY_OPENAPI_H

extern const char OPENAPI_JSON[]; /* NUL-terminated */

#endif
