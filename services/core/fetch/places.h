/*
 * places.h — where a URL leads: its host, and what the configuration says of hosts.
 */
#ifndef FETCH_PLACES_H
#define FETCH_PLACES_H

#include <curl/curl.h>

#include "base/err.h"

/* The host in lower case, to be freed; NULL if this is nothing to be fetched: no http, no
 * https, no host, or a name and password in it. */
char *places_host(const char *url);

/* fetch.resolve as libcurl's CURLOPT_CONNECT_TO wants it.  ERR_FATAL: it makes no sense. */
MUST_CHECK enum err places_parse(const char *list, struct curl_slist **into);

#endif
