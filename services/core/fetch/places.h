/*
 * places.h — the host of a URL, and the addresses that the configuration sets for hosts.
 */
#ifndef FETCH_PLACES_H
#define FETCH_PLACES_H

#include <curl/curl.h>

#include "base/err.h"

/* The host in lower case, which the caller frees; NULL if the URL cannot be fetched: neither
 * http nor https, no host, or a user name and password in it. */
char *places_host(const char *url);

/* fetch.resolve as libcurl's CURLOPT_CONNECT_TO wants it.  ERR_FATAL: it is malformed. */
MUST_CHECK enum err places_parse(const char *list, struct curl_slist **into);

#endif
