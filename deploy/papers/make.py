#!/usr/bin/python3
"""make.py SOURCE OUT: writes one default template of a paper as a .docx.

A source is text that reads like the paper (plan.txt is one to copy):

    ; a comment                      @page landscape
    = title     == subtitle          --- a short line under them
    # heading   . paragraph without indent   plain text: a paragraph
    ^ a picture, on the page of what follows   _ its caption   @newpage: what follows is on a new page
    **bold**  *italic*  __underlined__
    @head … @end   two columns without lines, "left || right" on each line (also @foot, @sign)
    @table c9 l31 r20 … @end   columns: how they stand (centre, left, right) and their width in %;
        lines "! A | B" are its head, repeated on each page, "| a | b" its rows; a cell "<" belongs
        to the one before it, "^" to the one above it

What is in double braces stays as it is: docs/papers.md explains it.  The same source gives the same
bytes, since a template is known by its hash.
"""
import re
import sys
import zipfile
from xml.sax.saxutils import escape

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
MM = 1440 / 25.4
PAGES = {  # width, height, margins top, right, bottom, left, in mm
    "portrait": (210, 297, 20, 20, 20, 30),
    "landscape": (297, 210, 20, 15, 15, 20),
}
ALIGN = {"c": "center", "l": "left", "r": "right"}

# Name on screen, alignment, size in half points, first line in mm, spacing before and after in points.
STYLES = {
    "VanBan": ("Văn bản", "both", 28, 10, 0, 6),
    "KhongThut": ("Văn bản không thụt", "both", 28, 0, 0, 6),
    "TieuDe": ("Tên loại văn bản", "center", 32, 0, 10, 2),
    "TrichYeu": ("Trích yếu", "center", 28, 0, 0, 0),
    "Muc": ("Mục", "left", 28, 0, 8, 4),
    "DauTrang": ("Phần đầu", "center", 28, 0, 0, 2),
    "ChuKy": ("Chữ ký", "center", 28, 0, 0, 0),
    "NoiNhan": ("Nơi nhận", "left", 24, 0, 0, 0),
    "Bang": ("Ô bảng", "left", 24, 0, 2, 2),
    "Anh": ("Ảnh", "center", 28, 0, 6, 3),
    "ChuThich": ("Chú thích ảnh", "center", 26, 0, 0, 9),
}
BOLD = {"TieuDe", "TrichYeu", "Muc", "ChuKy"}
KEPT = {"Muc", "Anh"}
RARE = {"Anh", "ChuThich"}  # only where they are used: the other templates stay the same bytes
MARKS = {"=": "TieuDe", "==": "TrichYeu", "#": "Muc", ".": "KhongThut", "^": "Anh", "_": "ChuThich"}


def twips(mm):
    return round(mm * MM)


def runs(text, bold=False):
    """The marks of a line as runs."""
    out, on = [], {"**": bold, "*": False, "__": False}
    for part in re.split(r"(\*\*|\*|__)", text):
        if part in on:
            on[part] = not on[part]
        elif part:
            looks = (("<w:b/>" if on["**"] else '<w:b w:val="0"/>' if bold else "")
                     + ("<w:i/>" if on["*"] else "") + ('<w:u w:val="single"/>' if on["__"] else ""))
            out.append(f'<w:r>{f"<w:rPr>{looks}</w:rPr>" if looks else ""}'
                       f'<w:t xml:space="preserve">{escape(part)}</w:t></w:r>')
    return "".join(out)


def paragraph(text, style, more=""):
    text = text.strip()
    body = f'<w:r><w:t>{text[1:]}</w:t></w:r>' if text.startswith("\\") else runs(text, style in BOLD)
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{body}</w:p>'


def rule(width):
    side = round((width - twips(29)) / 2)
    return (f'<w:p><w:pPr><w:pStyle w:val="DauTrang"/><w:pBdr><w:top w:val="single" w:sz="6" w:space="1" '
            f'w:color="000000"/></w:pBdr><w:spacing w:before="60" w:after="160" w:line="120" w:lineRule="exact"/>'
            f'<w:ind w:left="{side}" w:right="{side}"/></w:pPr></w:p>')


def grid(widths, rows, borders):
    lines = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
                    for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    side = 57 if borders else 85  # 1 mm leaves room for points in eight columns
    return (f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
            + (f"<w:tblBorders>{lines}</w:tblBorders>" if borders else "")
            + f'<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="{side}" w:type="dxa"/>'
              f'<w:right w:w="{side}" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>'
            + "".join(f'<w:gridCol w:w="{w}"/>' for w in widths) + f"</w:tblGrid>{rows}</w:tbl>")


def cell(width, content, span=1, merge=None):
    return (f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>'
            + (f'<w:gridSpan w:val="{span}"/>' if span > 1 else "")
            + ("" if merge is None else f'<w:vMerge w:val="{merge}"/>') + f"</w:tcPr>{content}</w:tc>")


def two_columns(lines, width, left_style, right_style):
    """Head and foot of a paper."""
    left = round(width * 0.47)
    sides = [[], []]
    for line in lines:
        for side, text in zip(sides, line.split("||") + [""]):
            if text.strip():
                side.append(text)
    cells = "".join(cell(w, "".join(paragraph(t, s) for t in side) or paragraph("", s))
                    for w, side, s in ((left, sides[0], left_style), (width - left, sides[1], right_style)))
    return grid([left, width - left], f'<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>', False)


def merges(rows, at, column):
    """How a cell stands to those above and below it."""
    if rows[at][1][column] == "^":
        return "continue"
    below = rows[at + 1][1] if at + 1 < len(rows) else []
    return "restart" if column < len(below) and below[column] == "^" else None


def table(columns, lines, width):
    aligns = [c[0] for c in columns]
    widths = [round(width * float(c[1:]) / 100) for c in columns]
    rows = [(line[0] == "!", [c.strip() for c in re.split(r"(?:^| )\|(?= |$)", line[1:])]) for line in lines]
    out = []
    for at, (is_head, cells) in enumerate(rows):
        if len(cells) != len(columns):
            sys.exit(f"{len(cells)} cells in {len(columns)} columns: {lines[at]}")
        body, column = "", 0
        while column < len(cells):
            end = column + 1
            while end < len(cells) and cells[end] == "<":
                end += 1
            text = "" if cells[column] == "^" else cells[column]
            is_whole = end - column == len(columns)
            align = "center" if is_head else "left" if is_whole else ALIGN[aligns[column]]
            content = paragraph(f"**{text}**" if is_head and text else text, "Bang", f'<w:jc w:val="{align}"/>')
            body += cell(sum(widths[column:end]), content, end - column, merges(rows, at, column))
            column = end
        out.append(f'<w:tr><w:trPr><w:cantSplit/>{"<w:tblHeader/>" if is_head else ""}</w:trPr>{body}</w:tr>')
    return grid(widths, "".join(out), True) + paragraph("", "NoiNhan")


def kept(part):
    """With its last paragraph or row on the page of what follows: no signature stands alone on a page."""
    at = max(part.rfind("<w:tr>"), 0)
    if "{{#" in part[at:] and at > 0:
        return part  # a row that repeats would keep the whole table
    return part[:at] + re.sub(r'(<w:pStyle w:val="\w+"/>)', r"\1<w:keepNext/>", part[at:])


def body_of(source):
    """The body of document.xml."""
    lines = [line.rstrip("\n") for line in source if line.strip() and not line.startswith(";")]
    page, out, more = "portrait", [], ""
    lines = iter(lines)
    for line in lines:
        if line.startswith("@page"):
            page = line.split()[1]
        high = PAGES[page]
        width = twips(high[0] - high[3] - high[5])
        if line.startswith(("@head", "@foot", "@sign", "@table")):
            inside = []
            for row in lines:
                if row == "@end":
                    break
                inside.append(row)
            what = line.split()
            if what[0] in ("@foot", "@sign"):
                out[-1] = kept(out[-1])
            out.append({"@head": lambda: two_columns(inside, width, "DauTrang", "DauTrang"),
                        "@foot": lambda: two_columns(inside, width, "NoiNhan", "ChuKy"),
                        "@sign": lambda: two_columns(inside, width, "ChuKy", "ChuKy"),
                        "@table": lambda: table(what[1:], inside, width)}[what[0]]())
        elif line == "---":
            out.append(rule(width))
        elif line == "@newpage":
            more = "<w:pageBreakBefore/>"
        elif not line.startswith("@page"):
            mark, _, text = line.partition(" ")
            style = MARKS.get(mark)
            out.append(paragraph(text if style else line, style or "VanBan", more))
            more = ""
    top, right, bottom, left = (twips(x) for x in PAGES[page][2:])
    turned = ' w:orient="landscape"' if page == "landscape" else ""
    out.append(f'<w:p><w:pPr><w:pStyle w:val="NoiNhan"/><w:spacing w:line="20" w:lineRule="exact"/></w:pPr></w:p>'
               f'<w:sectPr>'
               f'<w:pgSz w:w="{twips(PAGES[page][0])}" w:h="{twips(PAGES[page][1])}"{turned}/>'
               f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" '
               f'w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>')
    return "".join(out)


def styles(body):
    fonts = "".join(f'w:{kind}="Times New Roman" ' for kind in ("ascii", "hAnsi", "cs", "eastAsia"))
    out = (f'<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts {fonts}/><w:sz w:val="28"/><w:szCs w:val="28"/>'
           f'<w:lang w:val="vi-VN"/></w:rPr></w:rPrDefault></w:docDefaults><w:style w:type="paragraph" '
           f'w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>')
    for code, (name, align, size, indent, before, after) in STYLES.items():
        if code in RARE and f'"{code}"' not in body:
            continue
        line = 262 if code in ("DauTrang", "NoiNhan", "Bang") else 282
        out += (f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{code}"><w:name w:val="{name}"/>'
                f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{"<w:keepNext/>" if code in KEPT else ""}'
                f'<w:spacing w:before="{before * 20}" w:after="{after * 20}" w:line="{line}" w:lineRule="auto"/>'
                f'<w:ind w:firstLine="{twips(indent)}"/><w:jc w:val="{align}"/></w:pPr><w:rPr>'
                f'{"<w:b/>" if code in BOLD else ""}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>')
    return f'<w:styles xmlns:w="{WORD}">{out}</w:styles>'


def parts(source):
    body = body_of(source)
    links = "".join(f'<Relationship Id="{n}" Type="{OFFICE}/{kind}" Target="{target}"/>'
                    for n, kind, target in [("rId1", "styles", "styles.xml")])
    return {
        "[Content_Types].xml":
            f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{TYPE}document.main+xml"/>'
            f'<Override PartName="/word/styles.xml" ContentType="{TYPE}styles+xml"/></Types>',
        "_rels/.rels":
            f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
            f'Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml":
            f'<w:document xmlns:w="{WORD}" xmlns:r="{OFFICE}"><w:body>{body}</w:body></w:document>',
        "word/_rels/document.xml.rels":
            f'<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>',
        "word/styles.xml": styles(body),
    }


def main(source, target):
    with open(source, encoding="utf-8") as text:
        made = parts(text)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in made.items():
            entry = zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            out.writestr(entry, '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' + content)


if __name__ == "__main__":
    main(*sys.argv[1:])
