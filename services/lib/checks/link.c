/*
 * link.c — is the link a web address at all?  Whether it lives is not asked here.
 */
#include <curl/urlapi.h>
#include <string.h>

#include "checks/checks.h"

static bool has_host(CURLU *url)
{
    char *host = NULL;
    bool is_good = curl_url_get(url, CURLUPART_HOST, &host, 0) == CURLUE_OK &&
                   strchr(host, '.') != NULL;
    curl_free(host);
    return is_good;
}

void check_link(struct inspection *in)
{
    const char *link = in->piece->link;
    if (link[0] == '\0') {
        return;
    }
    bool is_web = strncmp(link, "http://", 7) == 0 || strncmp(link, "https://", 8) == 0;
    CURLU *url = curl_url();
    bool is_good = is_web && url != NULL && strpbrk(link, " \t\n") == NULL &&
                   curl_url_set(url, CURLUPART_URL, link, 0) == CURLUE_OK && has_host(url);
    curl_url_cleanup(url);
    if (!is_good) {
        struct passage passage = {.field = "link", .file = "", .text = link, .len = strlen(link)};
        report_place(in, &passage, 0, passage.len, NULL);
    }
}
