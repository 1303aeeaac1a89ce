/*
 * book.c — the library writes to a path, which leads to a file in memory.
 */
#include "gateway/book.h"

#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"

#include "gateway/disposition.h"
#include "gateway/request.h"

static const char TYPE[] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

enum { HEAD_BACK = 0xE8EEF7, FAULT_BACK = 0xF9D9D6, DOUBT_BACK = 0xFDEBC8 };

static lxw_format *book_format(lxw_workbook *workbook, const char *number)
{
    lxw_format *format = workbook_add_format(workbook);
    format_set_num_format(format, number);
    format_set_text_wrap(format);
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    return format;
}

bool book_open(struct request *request, struct book *out)
{
    char path[40];
    out->fd = memfd_create("workbook", MFD_CLOEXEC);
    snprintf(path, sizeof(path), "/proc/self/fd/%d", out->fd);
    out->workbook = out->fd >= 0 ? workbook_new(path) : NULL;
    if (out->workbook == NULL) {
        request_refuse_as(request, PROBLEM_INTERNAL, NULL);
        return false;
    }
    out->text = book_format(out->workbook, "@");
    out->day = book_format(out->workbook, "dd/mm/yyyy");
    out->wrap = book_format(out->workbook, "General");
    out->head = book_format(out->workbook, "@");
    format_set_bold(out->head);
    format_set_bg_color(out->head, HEAD_BACK);
    out->fault = book_format(out->workbook, "@");
    format_set_bg_color(out->fault, FAULT_BACK);
    out->doubt = book_format(out->workbook, "@");
    format_set_bg_color(out->doubt, DOUBT_BACK);
    return true;
}

void book_answer(struct request *request, struct book *self, const char *name)
{
    struct stat found;
    lxw_error error = workbook_close(self->workbook);
    bool is_written = error == LXW_NO_ERROR && fstat(self->fd, &found) == 0;
    struct MHD_Response *response =
        is_written ? MHD_create_response_from_fd64((uint64_t)found.st_size, self->fd) : NULL;
    if (response == NULL) {
        log_error("a workbook cannot be written: %s", lxw_strerror(error));
        close(self->fd);
        request_refuse_as(request, PROBLEM_INTERNAL, NULL);
        return;
    }
    MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, TYPE);
    request_add_header(request, MHD_HTTP_HEADER_CONTENT_DISPOSITION,
                       disposition_of(name, request->arena));
    request_answer_with(request, MHD_HTTP_OK, response);
}
