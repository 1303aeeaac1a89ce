/*
 * link.c — is the link a web address at all?  Whether it lives is asked in pages.c.
 */
#include <string.h>

#include "checks/checks.h"
#include "text/weblink.h"

void check_link(struct inspection *in)
{
    const char *link = in->piece->link;
    if (link[0] != '\0' && !weblink_is_good(link)) {
        report_field(in, "link", link, NULL);
    }
}
