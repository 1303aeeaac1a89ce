/*
 * pictures.c — where pictures stand: drawings of the size that the template says, or a sentence if
 * there is no picture to show.
 */
#include "template/pictures.h"

#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>

#include "template/inside.h"

enum { PER_INCH = 300, CENTIMETRES_MIN = 100, CENTIMETRES_MAX = 4000 /* hundredths */ };

static const char FORM[] = "ảnh";

/* ---------------------------------------------------------------- the form */

bool picture_is_form(const char *form)
{
    return strncmp(form, FORM, sizeof(FORM) - 1) == 0;
}

static const char *read_digits(const char *at, long *number, int *count)
{
    for (*count = 0; *at >= '0' && *at <= '9' && *count < 4; at++, ++*count) {
        *number = *number * 10 + (*at - '0');
    }
    return at;
}

/* "8 cm", "4,5 cm", "4.25cm". */
static bool read_width(const char *text, long *width)
{
    long hundredths = 0;
    int whole, parts = 0;
    const char *at = read_digits(text, &hundredths, &whole);
    if (*at == ',' || *at == '.') {
        at = read_digits(at + 1, &hundredths, &parts);
        if (parts == 0) {
            return false;
        }
    }
    for (; parts < 2; parts++) {
        hundredths *= 10;
    }
    at += strspn(at, " ");
    *width = hundredths * (EMU_CM / 100);
    return whole > 0 && parts == 2 && strcmp(at, "cm") == 0 && hundredths >= CENTIMETRES_MIN &&
           hundredths <= CENTIMETRES_MAX;
}

bool picture_form(const char *form, long *width)
{
    *width = 0;
    if (!picture_is_form(form)) {
        return false;
    }
    const char *size = form + sizeof(FORM) - 1;
    size += strspn(size, " ");
    return *size == '\0' || read_width(size, width);
}

/* ---------------------------------------------------------------- what cannot be shown */

/* The sentence stands in the paper, the remedy on the page about it. */
static const struct {
    const char *problem, *code, *sentence, *remedy;
} PROBLEMS[] = {
    {"missing", "picture_missing", "tệp không còn trong kho",
     "Báo người quản trị khôi phục tệp rồi làm lại văn bản, hoặc chèn ảnh vào tệp Word đã tải về."},
    {"malware", "picture_malware", "tệp có mã độc",
     "Chụp hoặc xuất lại ảnh từ máy khác, rồi chèn vào tệp Word đã tải về."},
    {"too_many", "picture_too_many", "văn bản đã có quá nhiều ảnh",
     "Chèn ảnh này vào tệp Word đã tải về, hoặc bỏ bớt ảnh trong mẫu."},
    {"damaged", "picture_damaged", "tệp hỏng hoặc không phải ảnh",
     "Mở ảnh gốc trên máy đã chụp, rồi chèn vào tệp Word đã tải về."},
};
enum { PROBLEM_COUNT = sizeof(PROBLEMS) / sizeof(PROBLEMS[0]) };

static char *said(const xmlNode *node, const char *name, struct arena *arena)
{
    xmlChar *value = xmlGetNoNsProp(node, (const xmlChar *)name);
    char *copy = arena_print(arena, "%s", value != NULL ? (const char *)value : "");
    xmlFree(value);
    return copy;
}

static void leave_out(struct pictures *self, xmlNode *node, const char *problem)
{
    size_t at = 0;
    while (at < PROBLEM_COUNT - 1 && strcmp(PROBLEMS[at].problem, problem) != 0) {
        at++;
    }
    const char *alt = said(node, "alt", self->arena);
    fault_add(self->faults, PROBLEMS[at].code, said(node, "tag", self->arena), node,
              arena_print(self->arena, "Không có ảnh “%s”: %s. %s", alt, PROBLEMS[at].sentence,
                          PROBLEMS[at].remedy));
    xmlNode *text = xmlNewDocNode(node->doc, node->parent->ns, (const xmlChar *)"t", NULL);
    xmlNodeAddContent(text, (const xmlChar *)arena_print(self->arena, "(Không có ảnh: %s)",
                                                         PROBLEMS[at].sentence));
    xmlAddPrevSibling(node, text);
}

/* ---------------------------------------------------------------- drawings */

struct size {
    long width, height;
};

/* As wide as is wanted and there is room for, and no higher than the page. */
static struct size size_of(const struct template_picture *picture, long wanted,
                           const struct room *room)
{
    long width = wanted > 0 && wanted < room->width ? wanted : room->width;
    long height = width * picture->height / picture->width;
    if (height > room->height) {
        height = room->height;
        width = height * picture->width / picture->height;
    }
    return (struct size){width > 0 ? width : 1, height > 0 ? height : 1};
}

/* The names of a strict document are others. */
#define USUAL  "http://schemas.openxmlformats.org/"
#define STRICT "http://purl.oclc.org/ooxml/"
static const struct spaces {
    const char *word, *drawing, *main, *picture, *office;
} SPACES = {USUAL "wordprocessingml/2006/main", USUAL "drawingml/2006/wordprocessingDrawing",
            USUAL "drawingml/2006/main", USUAL "drawingml/2006/picture",
            USUAL "officeDocument/2006/relationships"},
  STRICT_SPACES = {STRICT "wordprocessingml/main", STRICT "drawingml/wordprocessingDrawing",
                   STRICT "drawingml/main", STRICT "drawingml/picture",
                   STRICT "officeDocument/relationships"};

static bool is_strict(xmlNode *node)
{
    const xmlNode *paragraph = word_ancestor(node, "p");
    return paragraph != NULL && strstr((const char *)paragraph->ns->href, STRICT) != NULL;
}

static void write_drawing(struct buf *xml, const struct spaces *spaces, const char *link, int id,
                          struct size size)
{
    buf_print(xml,
              "<w:drawing xmlns:w='%s' xmlns:wp='%s' xmlns:a='%s' xmlns:pic='%s' xmlns:r='%s'>"
              "<wp:inline distT='0' distB='0' distL='0' distR='0'><wp:extent cx='%ld' cy='%ld'/>"
              "<wp:docPr id='%d' name='Ảnh %d'/><wp:cNvGraphicFramePr>"
              "<a:graphicFrameLocks noChangeAspect='1'/></wp:cNvGraphicFramePr><a:graphic>",
              spaces->word, spaces->drawing, spaces->main, spaces->picture, spaces->office,
              size.width, size.height, id, id);
    buf_print(xml,
              "<a:graphicData uri='%s'><pic:pic><pic:nvPicPr><pic:cNvPr id='%d' name='Ảnh %d'/>"
              "<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed='%s'/><a:stretch>"
              "<a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x='0' y='0'/>"
              "<a:ext cx='%ld' cy='%ld'/></a:xfrm><a:prstGeom prst='rect'><a:avLst/>"
              "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline>"
              "</w:drawing>",
              spaces->picture, id, id, link, size.width, size.height);
}

static bool is_about_drawing(const xmlNode *node)
{
    return node->type == XML_ELEMENT_NODE && node->ns != NULL &&
           strcmp((const char *)node->name, "docPr") == 0;
}

/* Puts it before the node; what a reader of the screen says of it is its alternative text. */
static void put_drawing(struct pictures *self, xmlNode *node, const char *link, struct size size)
{
    struct buf xml = {0};
    write_drawing(&xml, is_strict(node) ? &STRICT_SPACES : &SPACES, link, ++self->last_id, size);
    xmlDoc *parsed = xmlReadMemory(xml.data, (int)xml.len, NULL, NULL, XML_PARSE_NONET);
    xmlNode *drawing = xmlDocCopyNode(xmlDocGetRootElement(parsed), node->doc, 1);
    xmlAddPrevSibling(node, drawing);
    for (xmlNode *at = drawing; at != NULL; at = word_next(at, drawing, true)) {
        if (is_about_drawing(at)) {
            xmlSetProp(at, (const xmlChar *)"descr",
                       (const xmlChar *)said(node, "alt", self->arena));
        }
    }
    xmlFreeDoc(parsed);
    buf_free(&xml);
    room_make(node);
}

/* ---------------------------------------------------------------- placing */

static const struct template_picture *given_of(const struct pictures *self, const char *hash)
{
    for (size_t i = 0; i < self->given->count; i++) {
        if (strcmp(self->given->given[i].hash, hash) == 0) {
            return &self->given->given[i];
        }
    }
    return NULL;
}

/* NULL: the paper shows too many. */
static struct shown *shown_of(struct pictures *self, const char *hash)
{
    size_t at = 0;
    while (at < self->shown_count && strcmp(self->shown[at].hash, hash) != 0) {
        at++;
    }
    if (at == TEMPLATE_PICTURES_MAX) {
        return NULL;
    }
    if (at == self->shown_count) {
        self->shown[self->shown_count++] =
            (struct shown){.hash = hash, .given = given_of(self, hash)};
    }
    return &self->shown[at];
}

static void place_given(struct pictures *self, struct part *part, xmlNode *node,
                        struct shown *shown, struct size size)
{
    const char *link = media_link(self, part, shown, is_strict(node));
    if (link != NULL) {
        put_drawing(self, node, link, size);
    } else {
        leave_out(self, node, "damaged");
    }
}

static void place_one(struct pictures *self, struct part *part, xmlNode *node)
{
    struct shown *shown = shown_of(self, said(node, "hash", self->arena));
    struct room room = room_of(node, xmlDocGetRootElement(self->parts[0].tree));
    long wanted = 0;
    (void)picture_form(said(node, "form", self->arena), &wanted); /* it was checked */
    long width = wanted > 0 && wanted < room.width ? wanted : room.width;
    if (shown == NULL) {
        leave_out(self, node, "too_many");
    } else if (shown->given == NULL) {
        long pixels = width * PER_INCH / EMU_INCH;
        pixels = pixels < TEMPLATE_PICTURE_SIDE ? pixels : TEMPLATE_PICTURE_SIDE;
        shown->width = pixels > shown->width ? (int)pixels : shown->width;
    } else if (shown->given->problem[0] != '\0') {
        leave_out(self, node, shown->given->problem);
    } else {
        place_given(self, part, node, shown, size_of(shown->given, wanted, &room));
    }
    xmlUnlinkNode(node);
    xmlFreeNode(node);
}

static void part_place(struct pictures *self, struct part *part)
{
    xmlNode *root = xmlDocGetRootElement(part->tree), *next;
    self->faults->part = part->title;
    for (xmlNode *node = root; node != NULL; node = next) {
        next = word_next(node, root, true);
        if (word_is_picture(node)) {
            place_one(self, part, node);
        }
    }
}

/* Drawings of the template have ids too. */
static void find_last_id(struct pictures *self, xmlNode *root)
{
    for (xmlNode *node = root; node != NULL; node = word_next(node, root, true)) {
        xmlChar *id = is_about_drawing(node) ? xmlGetNoNsProp(node, (const xmlChar *)"id") : NULL;
        long number = id != NULL ? strtol((const char *)id, NULL, 10) : 0;
        self->last_id =
            number > self->last_id && number < INT32_MAX / 2 ? (int)number : self->last_id;
        xmlFree(id);
    }
}

void pictures_place(struct pictures *self)
{
    for (size_t i = 0; i < self->part_count; i++) {
        find_last_id(self, xmlDocGetRootElement(self->parts[i].tree));
    }
    for (size_t i = 0; i < self->part_count; i++) {
        part_place(self, &self->parts[i]);
    }
}

void pictures_want(const struct pictures *self, struct buf *into)
{
    struct json json;
    json_start(&json, into);
    for (size_t i = 0; i < self->shown_count; i++) {
        if (self->shown[i].given != NULL) {
            continue;
        }
        if (into->len == 0) {
            json_array_start(&json, NULL);
        }
        json_object_start(&json, NULL);
        json_text(&json, "hash", self->shown[i].hash);
        json_int(&json, "width", self->shown[i].width);
        json_object_end(&json);
    }
    if (into->len > 0) {
        json_array_end(&json);
    }
}
