"""Random workbooks as many programs write them, for xlsx_oracle_test.py.

A book has a content (sheets, rows, cells) and a dress: prefixes, names of parts, encodings. The
judge cannot read every dress; then it gets the same content in a plain one.
"""
import zipfile
from xml.sax.saxutils import escape, quoteattr

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml."
MACRO_SHEET = "http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet"

# Codes of number formats and what a program shows in their cells.
FORMATS = [("General", "number"), ("0", "number"), ("0.00", "number"), ("#,##0", "number"), ("@", "number"),
           ("0%", "number"), ("0.00E+00", "number"), ("0;[Red]-0", "number"), ('0" ngày"', "number"),
           ("[$VND] 0", "number"), ("#,##0\\ [$₫-42A]", "number"), ('"Số "0', "number"), ("0\\d\\m", "number"),
           ("[Blue][>=100]0;[Yellow]0", "number"), ("_-* #,##0_-;-* #,##0_-", "number"), ("0_d*y", "number"),
           ('[$USD] #,##0.00;"dd/mm"', "number"), ('General" m"', "number"), ("# ?/?", "number"),
           ("dd/mm/yyyy", "day"), ("d/m/yy", "day"), ("[$-42A]dd/mm/yyyy;@", "day"), ("yyyy\\-mm\\-dd", "day"),
           ("[$-F800]dddd, mmmm dd, yyyy", "day"), ("mm/yyyy", "day"), ("mmm", "day"), ("dd/mm/yyyy hh:mm", "day"),
           ('"ngày "dd" tháng "mm" năm "yyyy', "day"), ("[Red]DD/MM/YYYY", "day"), ("d", "day"),
           ("h:mm", "time"), ("hh:mm:ss", "time"), ("h:mm AM/PM", "time"), ("[$-F400]h:mm:ss", "time"),
           ("[h]:mm", "duration"), ("[hh]:mm:ss", "duration"), ("[mm]:ss", "duration")]
BUILTIN = [(0, "number"), (1, "number"), (9, "number"), (11, "number"), (14, "day"), (15, "day"), (17, "day"),
           (18, "time"), (21, "time"), (22, "day"), (45, "time"), (46, "duration"), (49, "number"), (31, "day or time"),
           (58, "day or time")]
WORDS = ["Đoàn", "xã", "Tân Hòa", "Ra quân", "hè", "2023", "1.1.1", "05/03/2023", "a & b", "<hè>", '"trích"', "'",
         "Số buổi=3", "  hai đầu  ", "dòng\nhai", "\u1ea1".encode().decode(), "e\u0302\u0301", "\U0001f600", "00123",
         "=1+1", "#N/A", "TRUE", "\u00a0", "_x00", "x_y_z"]
ESCAPES = ["_x000D_", "_x0009_", "_x000a_", "_x005F_x0041_", "_xD83D__xDE00_", "_x0041_", "_x00e9_"]
ERRORS = ["#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NULL!", "#NUM!"]


class Cell:
    """What stands in a cell: kind, value as the file has it, number of its format, formula or none."""

    def __init__(self, kind, value="", style=0, formula=None):
        self.kind, self.value, self.style, self.formula = kind, value, style, formula


class Row:
    def __init__(self, number, cells, hidden):
        self.number, self.cells, self.hidden = number, cells, hidden   # cells by column from 1


class Sheet:
    def __init__(self, name, state, rows):
        self.name, self.state, self.rows = name, state, rows


class Book:
    def __init__(self, sheets, styles, strings, is_1904):
        self.sheets, self.styles, self.strings, self.is_1904 = sheets, styles, strings, is_1904


# ------------------------------------------------------------------ content


def some_text(chance):
    text = " ".join(chance.choice(WORDS) for _ in range(chance.randint(1, 4)))
    return text.replace(" ", "", 1) if chance.random() < 0.2 else text


def some_number(chance, kind):
    if kind != "number" and chance.random() < 0.85:
        day = chance.choice([chance.randint(0, 70), chance.randint(30000, 50000), 2958465])
        seconds = chance.choice([0, 0, 3600, 45000, 86340, chance.randint(0, 1439) * 60, chance.randint(0, 86399)])
        value = day + seconds / 86400 if kind == "day" or chance.random() < 0.3 else seconds / 86400
        return repr(value) if seconds else str(day if kind == "day" else 0)
    value = chance.choice([chance.randint(-5, 3000), chance.randint(0, 10**15), chance.uniform(-10, 10),
                           round(chance.uniform(0, 1000), 2), 0.1 + 0.2, 4.1, 0.58, chance.uniform(0, 1) * 10**chance.randint(-9, 12)])
    form = chance.choice(["plain", "seventeen", "exponent"])
    if isinstance(value, int):
        return f"{value:.1E}" if form == "exponent" and abs(value) < 90 and value % 10 == 0 else str(value)
    if form == "plain":
        return repr(value)
    return f"{value:.17g}" if form == "seventeen" else f"{value:.16E}"


class Strings:
    """The shared strings; each is what stands inside its <si>, a function of the prefix."""

    def __init__(self):
        self.items = []

    def add(self, runs):
        self.items.append(runs)
        return str(len(self.items) - 1)


def some_runs(chance, with_escapes):
    """A plain text, or runs with formats and phonetic text."""
    text = some_text(chance)
    if with_escapes:
        at = chance.randint(0, len(text))
        text = text[:at] + chance.choice(ESCAPES) + text[at:]
    if chance.random() < 0.6 or with_escapes:
        return [("plain", text)]
    runs = [("run", some_text(chance)) for _ in range(chance.randint(1, 3))] + [("run", text)]
    return runs + [("phonetic", "ĐỌC")] if chance.random() < 0.4 else runs


def some_cell(chance, strings, styles):
    style = chance.randrange(len(styles))
    kind = chance.choice(["shared", "shared", "number", "number", "number", "inline", "str", "bool", "error",
                          "empty", "iso", "uncomputed", "escaped"])
    if kind == "shared":
        return Cell(kind, strings.add(some_runs(chance, False)), style)
    if kind == "escaped":
        return Cell("shared", strings.add(some_runs(chance, True)), style)
    if kind == "inline":
        return Cell(kind, some_runs(chance, False), style)
    if kind == "number":
        formula = chance.choice([None, None, "plain", "shared", "shared child"])
        return Cell(kind, some_number(chance, styles[style][2]), style, formula)
    if kind == "str":
        return Cell(kind, chance.choice(["", some_text(chance)]), style, "plain")
    if kind == "bool":
        return Cell(kind, chance.choice("01"), style, chance.choice([None, "plain"]))
    if kind == "error":
        return Cell(kind, chance.choice(ERRORS), style, chance.choice([None, "plain"]))
    if kind == "iso":
        return Cell(kind, chance.choice(["2023-03-05", "2023-03-05T00:00:00", "1999-12-31T23:59:00"]), style)
    return Cell(kind, "", style, "plain" if kind == "uncomputed" else None)


def some_rows(chance, strings, styles):
    rows, number = [], 0
    for _ in range(chance.randint(0, 9)):
        number += chance.choice([1, 1, 1, 2, 7])
        column, cells = 0, {}
        for _ in range(chance.randint(0, 7)):
            column += chance.choice([1, 1, 1, 2, 4])
            cells[column] = some_cell(chance, strings, styles)
        if chance.random() < 0.02:
            cells[chance.choice([70, 500, 16384])] = some_cell(chance, strings, styles)
        rows.append(Row(number, cells, chance.random() < 0.12))
    return rows


def some_book(chance):
    # Each style: id of its format, its code ("" builtin), what it shows.
    styles = [(0, "", "number")]
    for at in range(chance.randint(0, 8)):
        if chance.random() < 0.3:
            number, shows = chance.choice(BUILTIN)
            styles.append((number, "", shows))
        else:
            code, shows = chance.choice(FORMATS)
            styles.append((164 + at, code, shows))
    strings = Strings()
    sheets = []
    for at in range(chance.randint(1, 4)):
        state = "visible" if at == 0 else chance.choice(["visible", "visible", "hidden", "veryHidden"])
        sheets.append(Sheet(f"Trang {at + 1}", state, some_rows(chance, strings, styles)))
    chance.shuffle(sheets)
    return Book(sheets, styles, strings.items, chance.random() < 0.15)


# ------------------------------------------------------------------ dress

PLAIN = {}
# What openpyxl cannot read: it gets the same content in a plain dress.
FOREIGN = {"strict", "backslash", "other case", "styles elsewhere", "charts", "indented cells"}


def some_dress(chance):
    names = ["prefix", "strict", "backslash", "other case", "styles elsewhere", "charts", "absolute", "other names",
             "other book", "no references", "cdata", "utf-16", "indented", "extensions", "indented cells", "true"]
    return {name for name in names if chance.random() < 0.15}


class Writer:
    def __init__(self, book, dress):
        self.book, self.dress = book, dress
        self.p = "x:" if "prefix" in dress else ""
        self.main, self.office = (STRICT_MAIN, STRICT_OFFICE) if "strict" in dress else (MAIN, OFFICE)
        self.gap = "\n  " if "indented" in dress else ""
        self.shared = {}            # formulas by what they share

    def root(self, name, inside):
        space = f' xmlns:x="{self.main}"' if self.p else f' xmlns="{self.main}"'
        return f'<{self.p}{name}{space} xmlns:r="{self.office}">{inside}</{self.p}{name}>'

    def chars(self, text):
        if "cdata" in self.dress and text and "]]>" not in text:
            return f"<![CDATA[{text[:3]}]]>{escape(text[3:])}"
        return escape(text)

    def text(self, text):
        return f'<{self.p}t xml:space="preserve">{self.chars(text)}</{self.p}t>'

    def runs(self, runs):
        out, p = "", self.p
        for kind, text in runs:
            if kind == "plain":
                out += self.text(text)
            elif kind == "run":
                out += f"<{p}r><{p}rPr><{p}b/></{p}rPr>{self.text(text)}</{p}r>"
            else:
                out += f'<{p}rPh sb="0" eb="1">{self.text(text)}</{p}rPh><{p}phoneticPr fontId="0"/>'
        return out

    def formula(self, cell):
        p = self.p
        if cell.formula == "shared":
            return f'<{p}f t="shared" ref="A1:A9" si="0">B1*2</{p}f>'
        if cell.formula == "shared child":
            return f'<{p}f t="shared" si="0"/>'
        return f"<{p}f>SUM(B1:B2)</{p}f>" if cell.formula else ""

    def cell(self, cell, reference):
        p = self.p
        kinds = {"shared": "s", "inline": "inlineStr", "str": "str", "bool": "b", "error": "e", "iso": "d"}
        kind = f' t="{kinds[cell.kind]}"' if cell.kind in kinds else ""
        style = f' s="{cell.style}"' if cell.style else ""
        start = f"<{p}c{reference}{style}{kind}"
        if cell.kind == "empty":
            return f"{start}/>"
        if cell.kind == "inline":
            return f"{start}><{p}is>{self.runs(cell.value)}</{p}is></{p}c>"
        if cell.kind == "uncomputed":
            return f"{start}>{self.formula(cell)}</{p}c>"
        blank = "\n   " if "indented cells" in self.dress and cell.kind != "str" else ""
        return f"{start}>{self.formula(cell)}<{p}v>{blank}{self.chars(cell.value)}{blank}</{p}v></{p}c>"

    def row(self, row, before):
        p, cells, last = self.p, "", 0
        bare = "no references" in self.dress
        for column in sorted(row.cells):
            known = bare and column == last + 1
            cells += self.gap + self.cell(row.cells[column], "" if known else f' r="{letters(column)}{row.number}"')
            last = column
        number = "" if bare and row.number == before + 1 else f' r="{row.number}"'
        mark = ' ht="0" customHeight="1"' if row.number % 3 == 0 else ' hidden="true"' if "true" in self.dress \
            else ' hidden="1"'
        hidden = mark if row.hidden else ""
        return f"<{p}row{number}{hidden}>{cells}</{p}row>{self.gap}" if cells else f"<{p}row{number}{hidden}/>"

    def sheet(self, sheet):
        p, rows, before = self.p, "", 0
        for row in sheet.rows:
            rows += self.row(row, before)
            before = row.number
        more = ""
        if "extensions" in self.dress:
            more = (f'<{p}extLst><{p}ext uri="{{x}}" xmlns:y="urn:y"><y:row r="1"><y:c r="A1"><y:v>9</y:v></y:c></y:row>'
                    f"</{p}ext></{p}extLst>")
        data = f"<{p}sheetData>{self.gap}{rows}</{p}sheetData>" if rows else f"<{p}sheetData/>"
        return self.root("worksheet", f'<{p}dimension ref="A1:B2"/>{data}{more}')

    def styles(self):
        p = self.p
        codes = {number: code for number, code, _ in self.book.styles if code}
        listed = "".join(f"<{p}numFmt numFmtId=\"{n}\" formatCode={quoteattr(c)}/>" for n, c in codes.items())
        cells = "".join(f'<{p}xf numFmtId="{n}" fontId="0" fillId="0" borderId="0"/>' for n, _, _ in self.book.styles)
        return self.root("styleSheet", (f'<{p}numFmts count="{len(codes)}">{listed}</{p}numFmts>' if codes else "")
                         + f"<{p}fonts><{p}font/></{p}fonts><{p}fills><{p}fill><{p}patternFill/></{p}fill></{p}fills><{p}borders><{p}border/></{p}borders>"
                         + f'<{p}cellStyleXfs><{p}xf numFmtId="14"/></{p}cellStyleXfs><{p}cellXfs>{cells}</{p}cellXfs>')

    def write(self, path):
        p, parts, relations, listed = self.p, {}, [], ""
        folder = "xl/tờ" if "other names" in self.dress else "xl/worksheets"
        order = list(range(len(self.book.sheets)))
        for at, sheet in enumerate(self.book.sheets):
            part = f"{folder}/sheet{len(order) - at}.xml"
            parts[part] = (self.sheet(sheet), "worksheet+xml")
            relations.append((f"rId{at + 1}", f"{self.office}/worksheet", part))
            state = "" if sheet.state == "visible" else f' state="{sheet.state}"'
            listed += f'<{p}sheet name={quoteattr(sheet.name)} sheetId="{at + 1}"{state} r:id="rId{at + 1}"/>'
        if "charts" in self.dress:
            for name, kind in (("chart", f"{self.office}/chartsheet"), ("macro", MACRO_SHEET)):
                part = f"xl/{name}sheets/sheet1.xml"
                parts[part] = (self.root("chartsheet", ""), f"{name}sheet+xml")
                relations.append((name, kind, part))
                listed += f'<{p}sheet name="{name}" sheetId="9{len(name)}" r:id="{name}"/>'
        for name, kind, inside in (("sharedStrings", "sharedStrings", self.strings()), ("styles", "styles", self.styles())):
            part = f"xl/other/{name}9.xml" if "styles elsewhere" in self.dress else f"xl/{name}.xml"
            if name == "styles" or self.book.strings:
                parts[part] = (inside, f"{name}+xml")
                relations.append((name, f"{self.office}/{kind}", part))
        main = "xl/sổ.xml" if "other book" in self.dress else "xl/workbook.xml"
        properties = f'<{p}workbookPr date1904="{"true" if "true" in self.dress else 1}"/>' if self.book.is_1904 else ""
        parts[main] = (self.root("workbook", f"{properties}<{p}sheets>{listed}</{p}sheets>"), "sheet.main+xml")
        folder, name = main.rsplit("/", 1)
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED if len(path) % 2 else zipfile.ZIP_STORED) as file:
            file.writestr("[Content_Types].xml", self.types(parts))
            file.writestr("_rels/.rels", self.relations([("rId1", f"{self.office}/officeDocument", main)], True))
            file.writestr(self.entry(f"{folder}/_rels/{name}.rels"), self.relations(relations, "absolute" in self.dress))
            for part, (inside, _) in parts.items():
                text = f'<?xml version="1.0" encoding="{"UTF-16" if "utf-16" in self.dress else "UTF-8"}"?>\n{inside}'
                file.writestr(self.entry(part), text.encode("utf-16" if "utf-16" in self.dress else "utf-8"))

    def strings(self):
        p = self.p
        items = "".join(f"<{p}si>{self.runs(runs)}</{p}si>{self.gap}" for runs in self.book.strings)
        return self.root("sst", items)

    def entry(self, part):
        part = part.replace("/", "\\") if "backslash" in self.dress else part
        return part.replace("sheet", "SHEET").replace("xl", "XL") if "other case" in self.dress else part

    def relations(self, relations, is_absolute):
        listed = ""
        for name, kind, part in relations:
            target = f"/{part}" if is_absolute else part.removeprefix("xl/")
            target = target.replace("/", "\\") if "backslash" in self.dress else target
            listed += f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>'
        return f'<Relationships xmlns="{PACKAGE}relationships">{listed}</Relationships>'

    def types(self, parts):
        listed = "".join(f'<Override PartName="/{part}" ContentType="{TYPE}{kind}"/>' for part, (_, kind) in parts.items())
        return (f'<Types xmlns="{PACKAGE}content-types"><Default Extension="rels" '
                f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{listed}</Types>')


def letters(column):
    out = ""
    while column:
        column, rest = divmod(column - 1, 26)
        out = chr(65 + rest) + out
    return out
