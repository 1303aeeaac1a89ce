"""How well copies of photos are found: pictures of several families, each edited in every way
and strength, passed to `minhchung compare --photos`.  Every pair of two different pictures
is a pair that must not be flagged, many of them of one hall or with one sign-board.

Usage: photos.py MINHCHUNG OUT.json [DIR]; DIR (or a temporary one) gets the pictures.  Those
in MC_PHOTOS (a directory) are used beside the drawn ones.
"""
import collections
import json
import math
import multiprocessing
import os
import random
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from PIL import Image, ImageDraw, ImageEnhance, ImageOps  # noqa: E402
from scenes import FAMILIES, colour, font, phrase, scene  # noqa: E402

# Some 108,000 pairs of originals, and as many pairs of copies of different ones.
COUNTS = {"landscape": 110, "hall": 108, "board": 108, "works": 110, "poster": 60, "corners": 60, "page": 18, "card": 12}
EDITED = {"landscape": 60, "hall": 54, "board": 54, "works": 60, "poster": 0, "corners": 0, "page": 0, "card": 0}


def cropped(image, percent, dice):
    """Crops this share of the area, from any sides."""
    keep = (1 - percent / 100) ** 0.5
    wide, high = round(image.width * keep), round(image.height * keep)
    x, y = dice.randrange(image.width - wide + 1), dice.randrange(image.height - high + 1)
    return image.crop((x, y, x + wide, y + high))


def marked(image, percent, dice):
    image = image.copy()
    draw = ImageDraw.Draw(image, "RGBA")
    text = "MINH CHỨNG 2023 – tinhdoan"
    size = max(12, round(image.width * percent / 400))
    x, y = dice.randrange(image.width // 3), dice.randrange(image.height - size * 2)
    draw.text((x, y), text, fill=(255, 255, 255, 170), font=font(size))
    return image


def slanted(image, degrees, dice):
    """Turned by a few degrees: the corners white or black, or cut off."""
    way = dice.choice((-1, 1)) * degrees
    fill = dice.choice(("white", "black", None))
    turned = image.rotate(way, Image.BICUBIC, expand=fill is not None, fillcolor=fill)
    if fill is not None:
        return turned
    tangent = math.tan(math.radians(degrees))
    dx, dy = round(image.height / 2 * tangent) + 2, round(image.width / 2 * tangent) + 2
    return turned.crop((dx, dy, image.width - dx, image.height - dy))


def screenshot(image, which, dice):
    """On a phone's screen: 0 an app with texts and buttons, 1 a viewer of photos with bars."""
    wide, high = dice.choice(((720, 1600), (1080, 2340), (750, 1334)))
    ground, ink = ((250, 250, 250), (30, 30, 30)) if which == 0 else ((0, 0, 0), (235, 235, 235))
    screen = Image.new("RGB", (wide, high), ground)
    draw = ImageDraw.Draw(screen)
    shown = image.resize((wide, wide * image.height // image.width), Image.LANCZOS)
    top = (high - shown.height) // 2 + (dice.randrange(-high // 8, high // 8) if which == 0 else 0)
    screen.paste(shown, (0, top))
    draw.text((wide // 20, high // 80), f"{dice.randrange(24)}:{dice.randrange(10, 60)}", fill=ink, font=font(wide // 26))
    for i in range(3):
        x = wide - (i + 1) * wide // 12
        draw.rectangle((x, high // 80, x + wide // 24, high // 80 + wide // 30), fill=ink)
    if which == 0:
        draw.ellipse((wide // 30, high // 16, wide // 30 + wide // 9, high // 16 + wide // 9), fill=colour(dice))
        draw.text((wide // 5, high // 15), phrase(dice, 3), fill=ink, font=font(wide // 24))
        for line in range(2):
            draw.text((wide // 30, top - high // 14 + line * high // 32), phrase(dice, 6), fill=ink, font=font(wide // 28))
        draw.text((wide // 30, top + shown.height + high // 60), phrase(dice, 5), fill=(110, 110, 110), font=font(wide // 30))
    for i in range(4):
        x = wide * (2 * i + 1) // 8
        draw.ellipse((x - wide // 40, high * 15 // 16, x + wide // 40, high * 15 // 16 + wide // 20), outline=ink, width=4)
    return screen


def collage(image, which, dice):
    """Beside (0, 1) or above (2, 3) another picture; with a seam of white or none."""
    other = scene(dice.choice(FAMILIES[:4]), dice.randrange(5000, 9000))
    pair = (image, other) if which % 2 == 0 else (other, image)
    gap = dice.choice((0, 0, 8, 16))
    if which < 2:
        sheet = Image.new("RGB", (2 * image.width + gap, image.height), "white")
        sheet.paste(pair[0], (0, 0))
        sheet.paste(pair[1].resize(image.size), (image.width + gap, 0))
    else:
        sheet = Image.new("RGB", (image.width, 2 * image.height + gap), "white")
        sheet.paste(pair[0], (0, 0))
        sheet.paste(pair[1].resize(image.size), (0, image.height + gap))
    return sheet


# Named as the handbook shows them; the number is the strength in per cent, 0 where there is none.
EDITS = {
    "nén lại JPEG": ((50, 30), lambda image, strength, dice: image),
    "thu phóng": ((50, 25), lambda image, strength, dice: image.resize(
        (image.width * strength // 100, image.height * strength // 100), Image.LANCZOS)),
    "cắt": ((5, 10, 15, 20), cropped),
    "xoay 90°": ((0,), lambda image, strength, dice: image.transpose(dice.choice(
        (Image.ROTATE_90, Image.ROTATE_180, Image.ROTATE_270)))),
    "sáng, tối": ((20, 40), lambda image, strength, dice: ImageEnhance.Brightness(image).enhance(
        1 + dice.choice((-1, 1)) * strength / 100)),
    "tương phản": ((30,), lambda image, strength, dice: ImageEnhance.Contrast(image).enhance(
        1 + dice.choice((-1, 1)) * strength / 100)),
    "đen trắng": ((0,), lambda image, strength, dice: ImageOps.grayscale(image).convert("RGB")),
    "viền": ((5, 10), lambda image, strength, dice: ImageOps.expand(
        image, image.width * strength // 100, dice.choice(("white", "black", (200, 30, 30))))),
    "đóng dấu chữ": ((20, 40), marked),
    "cắt, thu nhỏ, nén": ((15,), lambda image, strength, dice: cropped(image, strength, dice).resize((400, 300))),
    "xoay, sáng, viền": ((10,), lambda image, strength, dice: ImageOps.expand(ImageEnhance.Brightness(
        image.transpose(Image.ROTATE_90)).enhance(1.15), 40, "white")),
    "xoay lệch (độ)": ((3, 5, 8), slanted),
    "lật gương": ((0,), lambda image, strength, dice: ImageOps.mirror(image)),
    "chụp màn hình": ((0, 1), screenshot),
    "ghép hai ảnh": ((0, 1, 2, 3), collage),
}


def save(image, path, quality=88):
    image.save(path, quality=quality)


def make(task):
    folder, family, number, path, is_edited = task
    base = scene(family, number) if path is None else Image.open(path).convert("RGB")
    name = f"{family}-{number:04}"
    save(base, os.path.join(folder, f"a-{name}.jpg"))
    if not is_edited:
        return
    for at, (kind, (strengths, edit)) in enumerate(EDITS.items()):
        for strength in sorted(strengths):
            dice = random.Random(f"{name}/{kind}/{strength}")
            quality = strength if kind.startswith("nén") else 60 if "nén" in kind else 82
            save(edit(base, strength, dice), os.path.join(folder, f"b-{name}-{at}-{strength}.jpg"), quality)


def tasks_for(folder):
    tasks = [(folder, family, number, None, number < EDITED[family])
             for family in FAMILIES for number in range(COUNTS[family])]
    more = os.environ.get("MC_PHOTOS")
    files = sorted(os.path.join(where, name) for where, _, names in os.walk(more) for name in names) if more else []
    return tasks + [(folder, "own", number, path, True) for number, path in enumerate(files)]


def main():
    program, out = sys.argv[1:3]
    with tempfile.TemporaryDirectory() as temporary:
        folder = sys.argv[3] if len(sys.argv) > 3 else temporary
        os.makedirs(folder, exist_ok=True)
        tasks = tasks_for(folder)
        with multiprocessing.Pool() as pool:
            pool.map(make, tasks, chunksize=4)
        done = subprocess.run([program, "compare", "--photos", folder], check=True, stdout=subprocess.PIPE, text=True)
        names = sorted(os.listdir(folder))
    base_of = {name: "-".join(name.split("-")[1:3]).removesuffix(".jpg") for name in names}
    flagged = {frozenset((pair["a"], pair["b"])) for pair in map(json.loads, done.stdout.splitlines())}
    kinds = collections.defaultdict(lambda: collections.defaultdict(lambda: [0, 0]))
    for name in names:
        if name.startswith("b-"):
            at, strength = name.removesuffix(".jpg").split("-")[3:]
            cell = kinds[list(EDITS)[int(at)]][strength]
            cell[0] += frozenset((name, f"a-{base_of[name]}.jpg")) in flagged
            cell[1] += 1
    report(out, names, base_of, flagged, kinds)


def report(out, names, base_of, flagged, kinds):
    false, wrong = collections.Counter(), []
    for pair in flagged:
        one, two = sorted(pair)
        if base_of[one] != base_of[two]:
            both = {base_of[one].split("-")[0], base_of[two].split("-")[0]}
            false["/".join(sorted(both))] += 1
            wrong.append((one, two))
    of_base = collections.Counter(base_of[name] for name in names)
    pairs = (len(names) ** 2 - sum(count ** 2 for count in of_base.values())) // 2
    found = sum(cell[0] for row in kinds.values() for cell in row.values())
    planted = sum(cell[1] for row in kinds.values() for cell in row.values())
    print(f"\n{'Copies of photos':24}")
    for kind, row in kinds.items():
        print(f"{kind:24}" + "".join(f"  {strength:>3}: {cell[0] / cell[1]:.3f}" for strength, cell in row.items()))
    print(f"{found} of {planted} found, recall {found / planted:.4f}; {sum(false.values())} of {pairs} pairs of "
          f"different pictures flagged ({dict(false)}), {sum(false.values()) * 10000 / pairs:.3f} in 10,000")
    with open(out, "w", encoding="utf-8") as file:
        json.dump({"pictures": len(of_base), "planted": planted, "found": found, "recall": round(found / planted, 4),
                   "false": sum(false.values()), "negative_pairs": pairs, "false_by_family": dict(false),
                   "wrong": sorted(wrong)[:20], "kinds": kinds}, file, ensure_ascii=False, indent=1)


if __name__ == "__main__":
    main()
