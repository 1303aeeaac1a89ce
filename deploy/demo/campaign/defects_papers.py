"""Planted defects of documents, files and photos; see defects.py."""
import io
import time
import zipfile
from datetime import timedelta

from PIL import Image

from campaign import documents
from campaign.defects_base import takes

POST = "BÍ THƯ"


def zipped(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts:
            entry = zipfile.ZipInfo(name, documents.ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, content)
    return out.getvalue()


def with_part(data, name, content):
    """The same archive with a part added or replaced."""
    source = zipfile.ZipFile(io.BytesIO(data))
    parts = [(n, source.read(n)) for n in source.namelist() if n != name]
    return zipped(parts + [(name, content)])


class Papers:
    """Methods of the planter, one for each code."""

    # ------------------------------------------------------------- the symbol
    def document_type_differs(self):
        piece = self.start(takes("document"), "document", False)
        piece.symbol = f"{self.rng.randint(100, 180)}-CTr/{piece.unit.short}"
        return piece

    def document_issuer_differs(self):
        piece = self.start(takes("article"), "article")
        number, unit = self.rng.randint(101, 160), piece.unit.name
        piece.text += self.rng.choice((
            f" Hoạt động thực hiện Kế hoạch số {number}-KH/UBKTTĐ của Ban Thường vụ Tỉnh đoàn.",
            f" Căn cứ Quyết định số {number}-QĐ/TĐTN của Ủy ban Kiểm tra Tỉnh đoàn, {unit} triển khai.",
            f" Theo Hướng dẫn số {number} - HD/HĐĐ của Ban Chấp hành Tỉnh đoàn, {unit} thực hiện."))
        return piece

    def document_superior(self):
        piece = self.start(takes("document"), "document", False)
        paper = {"Kế": "KH", "Tờ": "TTr", "Báo": "BC"}[piece.title.split()[0]]
        office = self.rng.choice(("BTC", "VP", "CTTN"))
        piece.symbol = f"{self.rng.randint(10, 99)}-{paper}/TWĐTN-{office}"
        return piece

    def document_symbol_differs(self):
        number = self.rng.randint(201, 260)
        return self.paper(lambda p, head: [line if not line.startswith("Số") else
                                           f"Số: {number}-KH/{p.unit.short}" for line in head])

    def document_day_differs(self):
        piece = self.start(takes("document"), "document", False)
        written = piece.occurred - timedelta(self.rng.randint(60, 120))
        head = documents.heading(piece.unit.name, piece.symbol, "Trà Vinh", written)
        return self.attach_paper(piece, head)

    def document_day_after_filing(self):
        piece = self.start(takes("document"), "document", False)
        written = piece.received + timedelta(self.rng.randint(2, 9))
        if (written - piece.occurred).days > 45:
            piece.defects.append("document.day_differs")
        head = documents.heading(piece.unit.name, piece.symbol, "Trà Vinh", written)
        return self.attach_paper(piece, head)

    def copy_document(self):
        piece = self.start(lambda k: takes("document")(k) and not k.window, "document", False)
        first = self.rng.choice([p for p in self.clean if p.kind == "document"
                                 and p.unit is piece.unit and p.received < self.last_day])
        piece.symbol, piece.title = first.symbol.replace(" ", ""), first.title
        piece.occurred = max(piece.occurred, first.occurred)
        piece.received = max(piece.received, piece.occurred, first.received + timedelta(1))
        return piece

    # ------------------------------------------------------------- the paper
    def attach_paper(self, piece, head, closing=None, title=None, body=()):
        lines = ([f"{piece.text} Văn bản này được gửi đến các cơ sở để thực hiện."] + list(body)
                 + (documents.closing(POST) if closing is None else closing))
        piece.files = [(self.maker.desk.file_name(piece.title, "docx"),
                        documents.docx_bytes(head, piece.title if title is None else title, lines))]
        piece.link = ""
        return piece

    def paper(self, change=lambda piece, head: head, **more):
        piece = self.start(takes("document"), "document", False)
        head = documents.heading(piece.unit.name, piece.symbol, "Trà Vinh", piece.occurred)
        return self.attach_paper(piece, change(piece, head), **more)

    def paper_no_heading(self):
        return self.paper(lambda p, head: head[1:])

    def paper_state_heading(self):
        piece = self.paper(lambda p, head: ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                                            "Độc lập - Tự do - Hạnh phúc"] + head[1:])
        piece.defects.append("paper.no_heading")
        return piece

    def paper_no_symbol(self):
        return self.paper(lambda p, head: [line for line in head if not line.startswith("Số")])

    def paper_unnumbered(self):
        blank = self.rng.choice(("      ", "…", "...", "____"))
        return self.paper(lambda p, head: [line if not line.startswith("Số") else
                                           f"Số: {blank}-KH/{p.unit.short}" for line in head])

    def paper_no_day(self):
        piece = self.start(takes("document"), "document", False)
        head = documents.heading(piece.unit.name, piece.symbol, "Trà Vinh", piece.occurred)[:-1]
        piece.text = "Nội dung do Ban Thường vụ thống nhất và giao cho các cơ sở trực thuộc."
        return self.attach_paper(piece, head)

    def paper_no_subject(self):
        piece = self.start(takes("document"), "document", False)
        head = documents.heading(piece.unit.name, piece.symbol, "Trà Vinh", piece.occurred)
        return self.attach_paper(piece, head, title=piece.unit.name)

    def paper_type_differs(self):
        piece = self.start(takes("document"), "document", False)
        head = documents.heading(piece.unit.name, piece.symbol, "Trà Vinh", piece.occurred)
        return self.attach_paper(piece, head, title="HƯỚNG DẪN tổ chức thực hiện")

    def paper_no_recipients(self):
        return self.paper(closing=documents.closing(POST)[4:])

    def paper_no_signer(self):
        return self.paper(closing=documents.closing(POST)[:4])

    def paper_draft(self):
        mark = self.rng.choice(("DỰ THẢO", "Dự thảo lần 2", "(BẢN NHÁP)"))
        return self.paper(lambda p, head: [mark] + head)

    def paper_unfilled(self):
        return self.paper(body=[self.rng.choice((
            "Người phụ trách: ..................", "Kinh phí dự kiến: ………………… đồng",
            "Điện thoại: ____________"))])

    # ------------------------------------------------------------- files
    def file_of(self, kind, name, data):
        piece = self.start(takes(kind), kind, False)
        base = self.maker.desk.file_name(piece.title, name) if name[0].islower() else name
        piece.files = [(base, data)]
        piece.link = ""
        return piece

    def docx_of(self, piece_text="Nội dung phối hợp được thống nhất giữa các đơn vị."):
        return documents.docx_bytes([], f"Tư liệu {self.at}", [piece_text])

    def file_zip_bomb(self):
        data = with_part(self.docx_of(), "word/media/image1.bmp", b"\0" * (24 << 20))
        return self.file_of("other", "docx", data)

    def file_xml_bomb(self):
        bomb = ('<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">'
                f'<!ENTITY c "&b;&b;&b;&b;">]><d>{self.at} &c;</d>')
        return self.file_of("other", "docx", with_part(self.docx_of(), "word/document.xml", bomb))

    def file_polyglot(self):
        picture = documents.jpeg_bytes(f"polyglot {self.at}", "Ảnh hoạt động")
        return self.file_of("photo", "jpg", picture + zipped([("a.txt", f"tệp {self.at}")]))

    def file_macro(self):
        return self.file_of("other", "docx",
                            with_part(self.docx_of(), "word/vbaProject.bin", f"vba {self.at}"))

    def file_type_refused(self):
        return self.file_of("other", "zip", zipped([("anh.txt", f"ảnh số {self.at}")]))

    def file_double_extension(self):
        return self.file_of("other", "docx.docx", self.docx_of())

    def file_hidden_sign(self):
        piece = self.file_of("other", "docx", self.docx_of())
        piece.files = [(name.replace(".docx", "\u200b.docx"), data) for name, data in piece.files]
        return piece

    def file_temporary(self):
        return self.file_of("other", "tmp", f"\0\1\2 bản tạm {self.at}".encode())

    def file_old_office(self):
        head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
        return self.file_of("other", "doc", head + f"van ban cu {self.at}".encode() * 40)

    def file_no_text(self):
        out = io.BytesIO()
        documents.picture(f"scan {self.at}", "Bản chụp").save(
            out, "PDF", creationDate=time.gmtime(0), modDate=time.gmtime(0))
        return self.file_of("document", "pdf", out.getvalue())

    def file_name_meaningless(self):
        piece = self.start(takes("report"), "report", False)
        name = self.rng.choice(("Document{}.docx", "Scan_{:04d}.docx", "IMG_{:05d}.docx"))
        piece.files = [(name.format(1000 + self.at), self.docx_of(piece.text))]
        return piece

    def copy_file_twice(self):
        piece = self.start(takes("photo"), "photo", True)
        piece.link = ""
        piece.files = (piece.files or [("anh.jpg", b"")])[:1] * 2
        return piece

    # ------------------------------------------------------------- photos
    def photo(self, picture, kind="JPEG", name=None, **save):
        out = io.BytesIO()
        picture.save(out, kind, **save)
        piece = self.start(takes("photo"), "photo", False)
        extension = {"JPEG": "jpg", "PNG": "png"}[kind]
        piece.files = [(name or self.maker.desk.file_name(piece.title, extension), out.getvalue())]
        piece.link = ""
        return piece

    def scene(self):
        self.at += 1
        return documents.picture(f"{self.maker.seed} photo {self.at}", "Ảnh hoạt động của đơn vị")

    def photo_not_image(self):
        piece = self.start(takes("photo"), "photo", False)
        piece.files = [(self.maker.desk.file_name(piece.title, "docx"), self.docx_of(piece.text))]
        piece.link = ""
        return piece

    def photo_too_small(self):
        return self.photo(self.scene().resize((260, 170)))

    def photo_screenshot(self):
        if self.rng.random() < 0.5:
            return self.photo(self.scene().resize((1080, 2340)), "PNG", optimize=True)
        return self.photo(self.scene(), "PNG", f"Screenshot_2023{self.at:04d}.png")

    def photo_day(self):
        exif = Image.Exif()
        exif[0x8769] = {0x9003: "2022:08:%02d 07:30:00" % self.rng.randint(1, 28)}
        return self.photo(self.scene(), exif=exif)

    def photo_place(self):
        exif = Image.Exif()
        exif[0x8825] = {1: "N", 2: (48.0, 51.0, float(self.rng.randint(1, 59))),
                        3: "E", 4: (2.0, 20.0, 5.0)}
        return self.photo(self.scene(), exif=exif)

    def photo_generated(self):
        exif = Image.Exif()
        exif[0x0131] = self.rng.choice(("Stable Diffusion XL", "Midjourney 5", "ComfyUI"))
        return self.photo(self.scene(), exif=exif)

    def photo_no_caption(self):
        piece = self.photo(self.scene())
        piece.title, piece.text = f"Ảnh số {self.at}", ""
        return piece


CODES = ("document.type_differs", "document.issuer_differs", "document.superior",
         "document.symbol_differs", "document.day_differs", "document.day_after_filing",
         "copy.document", "paper.no_heading", "paper.state_heading", "paper.no_symbol",
         "paper.unnumbered", "paper.no_day", "paper.no_subject", "paper.type_differs",
         "paper.no_recipients", "paper.no_signer", "paper.draft", "paper.unfilled",
         "file.zip_bomb", "file.xml_bomb", "file.polyglot", "file.macro", "file.type_refused",
         "file.double_extension", "file.hidden_sign", "file.temporary", "file.old_office", "file.no_text",
         "file.name_meaningless", "copy.file_twice", "photo.not_image", "photo.too_small",
         "photo.screenshot", "photo.day", "photo.place", "photo.generated", "photo.no_caption")
