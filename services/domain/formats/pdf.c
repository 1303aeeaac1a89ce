/*
 * pdf.c — a PDF: facts about its pages and signatures, and its text.
 *
 * A process of its own looks for the facts, so that a file which ends it still has its text; then
 * this process executes poppler's pdftotext in its place, unless the file has no text to read.
 * The head line begins before, with the problem to assume if anything fails.
 */
#include "formats/pdf.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "formats/format.h"

static const char PDF[] = "application/pdf";

static void put(int output, const char *text, size_t len)
{
    (void)!write(output, text, len);
}

/* In two steps: the second may not come to its end. */
static void add_facts(const struct pdf *file, int output)
{
    struct buf facts = {0};
    pdf_add_page_facts(file, &facts);
    put(output, buf_string(&facts), facts.len);
    size_t done = facts.len;
    pdf_add_signature_facts(file, &facts);
    put(output, buf_string(&facts) + done, facts.len - done);
    buf_free(&facts);
}

/* Half of the processor time is for the text. */
static void spend_half(void)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_CPU, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY) {
        limit.rlim_cur = limit.rlim_cur > 1 ? limit.rlim_cur / 2 : 1;
        (void)setrlimit(RLIMIT_CPU, &limit);
    }
}

/* What another process finds before it ends, well or not. */
static void find_facts(const struct pdf *file, struct buf *facts)
{
    enum { FACTS_MAX = 16384 };
    char block[1024];
    int ends[2];
    if (pipe(ends) != 0) {
        return;
    }
    pid_t pid = fork();
    if (pid == 0) {
        close(ends[0]);
        spend_half();
        add_facts(file, ends[1]);
        _exit(0);
    }
    close(ends[1]);
    for (ssize_t len; facts->len < FACTS_MAX && (len = read(ends[0], block, sizeof(block))) > 0;) {
        buf_add(facts, block, (size_t)len);
    }
    close(ends[0]);
    if (pid > 0) {
        (void)waitpid(pid, NULL, 0);
    }
}

static void redirect(int from, int to)
{
    if (from >= 0 && dup2(from, to) < 0) {
        _exit(1);
    }
}

static int read_text(const struct format_input *input, int output)
{
    char path[32];
    snprintf(path, sizeof(path), "/dev/fd/%d", input->fd);
    redirect(output, STDOUT_FILENO);
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

int format_pdf(const struct format_input *input, int output)
{
    void *data = mmap(NULL, input->size, PROT_READ, MAP_PRIVATE, input->fd, 0);
    const struct pdf file = {data, input->size};
    if (data == MAP_FAILED) {
        format_answer(output, PDF, "too_large", NULL);
        return 0;
    }
    if (pdf_hides_zip(&file)) {
        format_answer(output, PDF, "polyglot", NULL);
        return 0;
    }
    int nowhere = open("/dev/null", O_RDWR | O_CLOEXEC);
    redirect(nowhere, STDIN_FILENO);
    redirect(nowhere, STDERR_FILENO);
    /* A locked file says so; only the tool finds out whether it needs a password. */
    bool is_locked = memmem(file.data, file.size, "/Encrypt", 8) != NULL;
    const char *head = is_locked ? "application/pdf\t?encrypted\t" : "application/pdf\t?damaged\t";
    put(output, head, strlen(head));
    struct buf facts = {0};
    find_facts(&file, &facts);
    put(output, buf_string(&facts), facts.len);
    put(output, "\n", 1);
    /* What such a file has as text is a stamp's, or codes. */
    bool is_unread = strstr(buf_string(&facts), "unwritten=") != NULL ||
                     strstr(buf_string(&facts), "unmapped=") != NULL;
    buf_free(&facts);
    return is_unread ? 0 : read_text(input, output);
}
