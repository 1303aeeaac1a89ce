/*
 * sheet_fuzz.c — any bytes as a spreadsheet: its connector writes rows or reports what is wrong,
 * and never more than the sink accepts.
 */
#include <fcntl.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

#include "ingest/row_pipe.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static int nowhere = -1;
    nowhere = nowhere >= 0 ? nowhere : open("/dev/null", O_WRONLY | O_CLOEXEC);
    const struct connector *connector = connector_find(data, size < 4096 ? size : 4096);
    if (connector == NULL) {
        return 0;
    }
    int input = memfd_create("sheet", MFD_CLOEXEC);
    if (input >= 0 && write(input, data, size) == (ssize_t)size && lseek(input, 0, SEEK_SET) == 0) {
        struct row_pipe pipe = row_pipe_to(nowhere);
        (void)connector->read(input, &pipe.sink);
    }
    close(input);
    return 0;
}
