/*
 * contents.c — fingerprints of what must not be filed twice: each file by its content, the link in
 * its canonical form, a text of some length by its words, a document by its unit, symbol and year.
 */
#include <string.h>

#include "base/hash.h"
#include "base/text.h"
#include "checks/engine/inspection.h"
#include "text/symbol.h"
#include "text/weblink.h"

enum { TEXT_MIN = 200 }; /* folded bytes: shorter texts are alike by chance */

size_t contents_of(const Evidence__V1__Submission *piece, struct arena *arena, struct content **out)
{
    struct content *contents = arena_alloc(arena, (piece->n_files + 3) * sizeof(*contents));
    const struct hash nothing = hash_of("", 0);
    size_t count = 0;
    for (size_t i = 0; i < piece->n_files; i++) {
        const Evidence__V1__File *file = piece->files[i];
        if (file->hash.len == HASH_SIZE && memcmp(file->hash.data, nothing.bytes, HASH_SIZE) == 0) {
            continue; /* an empty file is no copy of another */
        }
        contents[count++] =
            (struct content){.kind = CONTENT_FILE,
                             .field = "files",
                             .name = file->name,
                             .hash = uuid_name("file", file->hash.data, file->hash.len)};
    }
    if (piece->link[0] != '\0') {
        contents[count++] = (struct content){.kind = CONTENT_LINK,
                                             .field = "link",
                                             .name = "",
                                             .hash = weblink_name(piece->link, arena)};
    }
    size_t text_len = strlen(piece->text);
    const char *folded = text_len >= TEXT_MIN ? text_fold(arena, piece->text, text_len) : "";
    if (strlen(folded) >= TEXT_MIN) {
        contents[count++] = (struct content){.kind = CONTENT_TEXT,
                                             .field = "text",
                                             .name = "",
                                             .hash = uuid_name("text", folded, strlen(folded))};
    }
    struct symbol symbol;
    if (strcmp(piece->kind, "document") == 0 &&
        symbol_parse(arena, piece->document_symbol, &symbol)) {
        const char *name = arena_print(arena, "%s %s %.4s", piece->unit, symbol_key(arena, &symbol),
                                       piece->occurred_on);
        contents[count++] = (struct content){.kind = CONTENT_DOCUMENT,
                                             .field = "document_symbol",
                                             .name = "",
                                             .hash = uuid_name("document", name, strlen(name))};
    }
    *out = contents;
    return count;
}
