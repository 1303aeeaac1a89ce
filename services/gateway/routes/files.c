/*
 * files.c — serves the files of an evidence item, the photos of a visit, those of a self-inspection
 * report and the signed decision on a result to accounts that may read them.
 *
 * file_find.h decides on it; the content is then read from the file store by its hash.  It is
 * foreign content: it goes out as an attachment, with the type that the reader found in it, and
 * never as a page of this site.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"

#include "gateway/disposition.h"
#include "gateway/request.h"
#include "gateway/routes/file_find.h"

enum { PATH_LEN = 1024 };

/* -1, after logging it: the file store has lost a file that the database promises. */
static int open_content(const struct request *request, const struct file_found *wanted, off_t *size)
{
    char path[PATH_LEN];
    struct stat found;
    int fd = -1;
    if (hash_place(&wanted->hash, request->gateway->conf->files_root, path, sizeof(path))) {
        fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    }
    if (fd >= 0 && fstat(fd, &found) == 0) {
        *size = found.st_size;
        return fd;
    }
    log_error("%s: %s", path, strerror(errno));
    if (fd >= 0) {
        close(fd);
    }
    return -1;
}

/* A content never changes, so its hash shows whether the client has it already. */
static void answer_content(struct request *request, const struct file_found *wanted,
                           const char *type)
{
    char text[HASH_TEXT];
    const char *tag = arena_print(request->arena, "\"%s\"", hash_print(&wanted->hash, text));
    bool is_known = request_is_known(request, tag);
    off_t size = 0;
    int fd = is_known ? -1 : open_content(request, wanted, &size);
    struct MHD_Response *response =
        is_known  ? MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT)
        : fd >= 0 ? MHD_create_response_from_fd64((uint64_t)size, fd)
                  : NULL;
    if (response == NULL) {
        if (fd >= 0) {
            close(fd);
        }
        request_refuse_as(request, PROBLEM_INTERNAL, NULL);
        return;
    }
    MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, type);
    request_add_header(request, MHD_HTTP_HEADER_CONTENT_DISPOSITION,
                       disposition_of(wanted->name, request->arena));
    request_add_header(request, MHD_HTTP_HEADER_CACHE_CONTROL, "private, no-cache");
    request_add_header(request, "Content-Security-Policy", "default-src 'none'; sandbox");
    request_answer_with(request, is_known ? MHD_HTTP_NOT_MODIFIED : MHD_HTTP_OK, response);
}

static void files_on_found(struct request *request, const struct file_found *file)
{
    bool is_known = file->media_type != NULL && disposition_is_type(file->media_type);
    answer_content(request, file, is_known ? file->media_type : "application/octet-stream");
}

ROUTE("GET", "/api/v1/evidence/{id}/files/{number}", ROLE_ANY, BODY_NONE, route_evidence_file);
void route_evidence_file(struct request *request)
{
    file_find(request, files_on_found);
}

static void files_on_text(struct request *request, const struct file_found *file)
{
    file_text_params(request->params, &(struct file_text_params){{file->hash.bytes, HASH_SIZE}});
    request_ask_store(request, STORE_FILE_TEXT, request_answer_ok);
}

ROUTE("GET", "/api/v1/evidence/{id}/files/{number}/text", ROLE_ANY, BODY_NONE,
      route_evidence_file_text);
void route_evidence_file_text(struct request *request)
{
    file_find(request, files_on_text);
}

ROUTE("GET", "/api/v1/visit-photos/{id}/{number}",
      ROLE_OFFICER | ROLE_COUNCIL | ROLE_SYSTEM | ROLE_INSPECTOR | ROLE_COMMITTEE | ROLE_EDITOR,
      BODY_NONE, route_visit_photo);
void route_visit_photo(struct request *request)
{
    file_find_kept(request, STORE_VISIT_PHOTO, files_on_found);
}

ROUTE("GET", "/api/v1/self-reports/{id}/files/{number}",
      ROLE_OFFICER | ROLE_COUNCIL | ROLE_SYSTEM | ROLE_INSPECTOR | ROLE_COMMITTEE | ROLE_EDITOR,
      BODY_NONE, route_self_report_file);
void route_self_report_file(struct request *request)
{
    file_find_kept(request, STORE_SELF_REPORT_FILE, files_on_found);
}

ROUTE("GET", "/api/v1/self-reports/{id}/files/{number}/text",
      ROLE_OFFICER | ROLE_COUNCIL | ROLE_SYSTEM | ROLE_INSPECTOR | ROLE_COMMITTEE | ROLE_EDITOR,
      BODY_NONE, route_self_report_file_text);
void route_self_report_file_text(struct request *request)
{
    file_find_kept(request, STORE_SELF_REPORT_FILE, files_on_text);
}

ROUTE("GET", "/api/v1/campaigns/{campaign}/publication/file", ROLE_ANY, BODY_NONE,
      route_publication_file);
void route_publication_file(struct request *request)
{
    file_find_kept(request, STORE_PUBLICATION_FILE, files_on_found);
}
