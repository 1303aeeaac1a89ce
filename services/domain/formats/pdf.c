/*
 * pdf.c — the text of a PDF: this process executes poppler's pdftotext in its place.  The head line
 * is written before, with the problem to assume if the tool fails.
 */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "formats/format.h"

enum { BLOCK = 65536, KEPT = 16 };

/* A locked file has /Encrypt in its trailer; only the tool finds out whether it needs a
 * password. */
static bool has_encrypt(int fd)
{
    static char block[KEPT + BLOCK];
    size_t kept = 0;
    off_t at = 0;
    for (ssize_t len; (len = pread(fd, block + kept, BLOCK, at)) > 0; at += len) {
        size_t count = kept + (size_t)len;
        if (memmem(block, count, "/Encrypt", 8) != NULL) {
            return true;
        }
        kept = count < KEPT ? count : KEPT;
        memmove(block, block + count - kept, kept);
    }
    return false;
}

int format_pdf(const struct format_input *input, int output)
{
    char path[32];
    if (format_hides_zip(input)) {
        format_answer(output, "application/pdf", "polyglot", NULL);
        return 0;
    }
    snprintf(path, sizeof(path), "/dev/fd/%d", input->fd);
    format_answer(output, "application/pdf", has_encrypt(input->fd) ? "?encrypted" : "?damaged",
                  NULL);
    int nowhere = open("/dev/null", O_RDWR);
    dup2(nowhere, STDIN_FILENO);
    dup2(nowhere, STDERR_FILENO);
    dup2(output, STDOUT_FILENO);
    const char *const arguments[] = {"pdftotext", "-q", "-enc", "UTF-8", "-l",
                                     "300",       path, "-",    NULL};
    static const char *const ENVIRONMENT[] = {"PATH=/usr/bin:/bin", NULL};
    union {
        const char *const *borrowed;
        char *const *vector;
    } list = {.borrowed = arguments}, environment = {.borrowed = ENVIRONMENT};
    execve("/usr/bin/pdftotext", list.vector, environment.vector);
    return 1;
}
