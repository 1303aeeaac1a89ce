/*
 * office.c — one conversion, in a directory of its own: the DOCX, what the office keeps of its
 * user, and the PDF.  An office that finds no such user makes one and ends with EXIT_AGAIN.
 */
#include "papers/office.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "sandbox/program.h"

enum { PATH_LEN = 512, EXIT_AGAIN = 81, STARTS_MAX = 3, DEPTH_FDS = 16 };
static const size_t ROOM = (size_t)256 << 20;

static const char USUAL[] = "/usr/lib/libreoffice/program/soffice.bin";
static const char DOCX[] = "paper.docx", PDF[] = "paper.pdf";
static const char PLACE[] = "minhchung-pdf.";

const char *office_find(const char *wanted)
{
    const char *program = wanted[0] != '\0' ? wanted : USUAL;
    return access(program, X_OK) == 0 ? program : "";
}

/* ---------------------------------------------------------------- places */

static const char *places(void)
{
    const char *chosen = getenv("TMPDIR");
    return chosen != NULL && chosen[0] == '/' ? chosen : "/tmp";
}

static int place_open(const char *path)
{
    struct stat about;
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd >= 0 && (fstat(fd, &about) != 0 || about.st_uid != geteuid() ||
                    flock(fd, LOCK_EX | LOCK_NB) != 0)) {
        close(fd);
        fd = -1;
    }
    return fd;
}

int office_place_make(char *path, size_t size)
{
    int len = snprintf(path, size, "%s/%sXXXXXX", places(), PLACE);
    if (len <= 0 || (size_t)len >= size || mkdtemp(path) == NULL) {
        return -1;
    }
    int lock = place_open(path);
    if (lock < 0) {
        (void)rmdir(path);
    }
    return lock;
}

static int remove_one(const char *path, const struct stat *about, int kind, struct FTW *where)
{
    (void)about;
    (void)kind;
    (void)where;
    return remove(path) == 0 || errno == ENOENT ? 0 : -1;
}

void office_place_remove(const char *path)
{
    (void)nftw(path, remove_one, DEPTH_FDS, FTW_DEPTH | FTW_PHYS);
}

void office_places_sweep(void)
{
    char pattern[PATH_LEN];
    glob_t found = {0};
    snprintf(pattern, sizeof(pattern), "%s/%s*", places(), PLACE);
    (void)glob(pattern, 0, NULL, &found);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        int fd = place_open(found.gl_pathv[i]);
        if (fd >= 0) {
            office_place_remove(found.gl_pathv[i]);
            close(fd);
        }
    }
    globfree(&found);
}

/* ---------------------------------------------------------------- converting */

static bool write_whole(const char *path, const struct buf *content)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    bool is_written = fd >= 0 && file_write(fd, content->data, content->len);
    return fd >= 0 && close(fd) == 0 && is_written;
}

static bool copy_out(const char *path, int output)
{
    char block[4096];
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t len = fd >= 0 ? 1 : -1;
    while (len > 0) {
        len = read(fd, block, sizeof(block));
        if (len > 0 && !file_write(output, block, (size_t)len)) {
            len = -1;
        }
    }
    return len == 0;
}

/* Until there is a PDF, or another start would not help. */
static int office_run(const char *program, const char *place)
{
    char user[PATH_LEN + 40], home[PATH_LEN + 8], temporary[PATH_LEN + 8];
    snprintf(user, sizeof(user), "-env:UserInstallation=file://%s/user", place);
    snprintf(home, sizeof(home), "HOME=%s", place);
    snprintf(temporary, sizeof(temporary), "TMPDIR=%s", place);
    const char *const arguments[] = {program,        user,
                                     "--headless",   "--norestore",
                                     "--nologo",     "--nolockcheck",
                                     "--convert-to", "pdf:writer_pdf_Export",
                                     DOCX,           NULL};
    const char *const environment[] = {home, temporary, "LC_ALL=C.UTF-8", "SAL_USE_VCLPLUGIN=svp",
                                       NULL};
    int status = EXIT_AGAIN;
    for (int i = 0; i < STARTS_MAX && status == EXIT_AGAIN; i++) {
        status = program_run(place, ROOM, arguments, environment);
    }
    return status;
}

bool office_convert(const char *program, const char *place, const struct buf *docx, int output)
{
    return chdir(place) == 0 && write_whole(DOCX, docx) && office_run(program, place) == 0 &&
           copy_out(PDF, output);
}
