/*
 * template.c — opens a DOCX, checks or fills the parts in which people write, and makes the DOCX
 * again; all other parts stay as they are.
 */
#include "template/template.h"

#include <stdlib.h>
#include <string.h>

#include "template/inside.h"
#include "template/pictures.h"

enum { PARTS_MAX = 16, TEXTS_MAX = 2 * PARTS_MAX + TEMPLATE_PICTURES_MAX + 1 };

struct template
{
    struct package *package;
    struct part parts[PARTS_MAX];
    size_t count;
    struct faults faults;
    struct arena *arena;
};

/* ---------------------------------------------------------------- opening */

static const char DAMAGED[] =
    "Không đọc được nội dung của tệp: mở bằng Word và lưu lại dạng .docx.";

static void file_fault(struct template *self, const char *code, const char *message)
{
    self->faults.part = "tệp";
    fault_add(&self->faults, code, "", NULL, message);
}

static const char *whole_fault(struct package *package)
{
    if (package == NULL) {
        return "Không phải tệp Word (.docx), hoặc tệp bị hỏng: mở bằng Word, lưu lại dạng .docx.";
    }
    if (package_is_bomb(package)) {
        return "Tệp quá lớn khi giải nén: bỏ bớt ảnh, hoặc tạo tệp mới rồi chép nội dung sang.";
    }
    if (package_has_macros(package)) {
        return "Tệp có macro: lưu lại dạng .docx (không có macro).";
    }
    return package_kind(package) == PACKAGE_DOCUMENT
               ? NULL
               : "Đây không phải văn bản Word: mẫu phải là tệp .docx.";
}

static bool has_part(const struct template *self, const char *name)
{
    size_t at = 0;
    while (at < self->count && strcmp(self->parts[at].name, name) != 0) {
        at++;
    }
    return at < self->count;
}

/* Word has none: the elements without a namespace are ours, which are put in later. */
static bool has_strange(xmlDoc *tree)
{
    xmlNode *root = xmlDocGetRootElement(tree), *node = root;
    while (node != NULL && (node->type != XML_ELEMENT_NODE || node->ns != NULL)) {
        node = word_next(node, root, true);
    }
    return node != NULL;
}

static void add_part(struct template *self, const char *name, const char *title)
{
    if (self->count == PARTS_MAX || name == NULL || has_part(self, name)) {
        return;
    }
    xmlDoc *tree = part_read(self->package, name);
    if (tree != NULL && has_strange(tree)) {
        xmlFreeDoc(tree);
        tree = NULL;
    }
    if (tree == NULL) {
        file_fault(self, "damaged", DAMAGED);
        return;
    }
    self->parts[self->count++] = (struct part){.name = name, .title = title, .tree = tree};
}

static void open_parts(struct template *self)
{
    const char *main = package_main(self->package);
    add_part(self, main, "thân văn bản");
    struct relations related = package_relations(self->package, main != NULL ? main : "");
    for (size_t i = 0; i < related.count; i++) {
        bool is_head = strcmp(related.of[i].type, "header") == 0;
        if (is_head || strcmp(related.of[i].type, "footer") == 0) {
            add_part(self, related.of[i].part, is_head ? "đầu trang" : "chân trang");
        }
    }
}

/* Opens and checks it. */
static void template_open(struct template *self, const struct buf *docx, const json_t *names,
                          struct buf *faults)
{
    *self = (struct template){.arena = arena_new()};
    json_start(&self->faults.json, faults);
    json_array_start(&self->faults.json, NULL);
    self->package = package_open_bytes(docx);
    const char *wrong = whole_fault(self->package);
    if (wrong != NULL) {
        file_fault(self, "file", wrong);
    } else {
        open_parts(self);
    }
    for (size_t i = 0; i < self->count; i++) {
        xmlNode *root = xmlDocGetRootElement(self->parts[i].tree);
        self->faults.part = self->parts[i].title;
        tags_isolate(root, &self->faults);
        check_part(root, names, &self->faults, self->arena);
    }
}

static void template_close(struct template *self)
{
    json_array_end(&self->faults.json);
    for (size_t i = 0; i < self->count; i++) {
        xmlFreeDoc(self->parts[i].tree);
        xmlFreeDoc(self->parts[i].links);
    }
    package_close(&self->package);
    arena_free(&self->arena);
}

bool template_check(const struct buf *docx, const json_t *names, struct buf *faults)
{
    struct template self;
    template_open(&self, docx, names, faults);
    bool is_right = self.faults.count == 0;
    template_close(&self);
    return is_right;
}

/* ---------------------------------------------------------------- filling */

struct texts {
    struct part_text of[TEXTS_MAX];
    size_t count;
};

static void write_parts(const struct template *self, struct texts *texts)
{
    for (size_t i = 0; i < self->count; i++) {
        const struct part *part = &self->parts[i];
        texts->of[texts->count++] = part_write(part->name, part->tree);
        if (part->links != NULL) {
            texts->of[texts->count++] =
                part_write(package_relations_name(self->package, part->name), part->links);
        }
    }
}

static bool write_media(struct pictures *pictures, struct texts *texts)
{
    size_t before = texts->count;
    for (size_t i = 0; i < pictures->shown_count; i++) {
        const struct shown *shown = &pictures->shown[i];
        if (shown->media != NULL) {
            struct part_text *text = &texts->of[texts->count++];
            *text = (struct part_text){.name = shown->media};
            buf_add(&text->text, shown->given->jpeg, shown->given->len);
        }
    }
    return texts->count == before || media_types(pictures, &texts->of[texts->count++]);
}

static bool template_write(struct template *self, struct pictures *pictures, struct buf *out)
{
    struct texts *texts = memory_zero(sizeof(*texts));
    write_parts(self, texts);
    bool is_whole =
        write_media(pictures, texts) && package_copy(self->package, texts->of, texts->count, out);
    for (size_t i = 0; i < texts->count; i++) {
        buf_free(&texts->of[i].text);
    }
    free(texts);
    return is_whole;
}

static void fill_part(const struct template *self, const struct part *part, const json_t *names,
                      const json_t *data)
{
    const struct scope whole = {.path = "", .member = data};
    xmlNode *root = xmlDocGetRootElement(part->tree);
    columns_mark(root, self->arena);
    expand(root, names, &whole, self->arena);
    columns_settle(root);
}

static bool template_make(struct template *self, struct template_pictures *given, struct buf *out)
{
    struct pictures pictures = {.package = self->package,
                                .arena = self->arena,
                                .faults = &self->faults,
                                .given = given,
                                .parts = self->parts,
                                .part_count = self->count};
    pictures_place(&pictures);
    pictures_want(&pictures, &given->wanted);
    if (given->wanted.len > 0 || template_write(self, &pictures, out)) {
        return true;
    }
    file_fault(self, "damaged", DAMAGED);
    return false;
}

bool template_fill(const struct buf *docx, const json_t *names, const json_t *data,
                   struct template_pictures *pictures, struct buf *out, struct buf *faults)
{
    struct template self;
    template_open(&self, docx, names, faults);
    bool is_right = self.faults.count == 0;
    for (size_t i = 0; is_right && i < self.count; i++) {
        fill_part(&self, &self.parts[i], names, data);
    }
    is_right = is_right && template_make(&self, pictures, out);
    template_close(&self);
    return is_right;
}
