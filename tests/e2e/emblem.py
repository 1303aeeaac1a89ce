"""An office's own template with its emblem and a scanned stamp: emblem.py make TEMPLATE OUT puts them into a
template; emblem.py check OUT DOCX PDF says whether the paper made of it has both, byte for byte, and the PDF
draws them."""
import hashlib
import subprocess
import sys
import tempfile
import zipfile

import docx
from docx.shared import Mm
from PIL import Image

EMBLEM, STAMP = (120, 120), (200, 90)


def picture(folder, name, size, colour):
    path = f"{folder}/{name}"
    image = Image.new("RGB", size, "white")
    image.paste(colour, (10, 10, size[0] - 10, size[1] - 10))
    image.save(path)
    return path


def make(template, out):
    """The emblem stands beside text with a name in it, the stamp in the head of the page."""
    paper = docx.Document(template)
    with tempfile.TemporaryDirectory() as folder:
        line = paper.paragraphs[0].insert_paragraph_before()
        line.add_run().add_picture(picture(folder, "emblem.png", EMBLEM, (200, 30, 30)), width=Mm(20))
        line.add_run(" {{tinh|hoa}} {{#lich}}{{stt}} {{/lich}}")
        head = paper.sections[0].header.paragraphs[0]
        head.add_run().add_picture(picture(folder, "stamp.jpg", STAMP, (30, 30, 200)), width=Mm(25))
    paper.save(out)


def media(path):
    with zipfile.ZipFile(path) as parts:
        return {name: hashlib.sha256(parts.read(name)).hexdigest() for name in parts.namelist() if "/media/" in name}


def drawings(path):
    with zipfile.ZipFile(path) as parts:
        return sum(parts.read(name).count(b"<w:drawing>") for name in parts.namelist() if name.endswith(".xml"))


def check(template, paper, pdf):
    kept = media(template)
    assert len(kept) == 2 and media(paper) == kept, (kept, media(paper))
    assert drawings(paper) == drawings(template) == 2, drawings(paper)
    listed = subprocess.run(["pdfimages", "-list", pdf], check=True, capture_output=True, text=True).stdout
    sizes = {tuple(map(int, line.split()[3:5])) for line in listed.split("\n")[2:] if line}
    assert {EMBLEM, STAMP} <= sizes, listed


{"make": make, "check": check}[sys.argv[1]](*sys.argv[2:])
