"""Photographs, drawn: a place, people and a banner, different each time, as small JPEGs."""

import io
import random

from PIL import Image, ImageDraw, ImageFont

FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf"
WIDTH, HEIGHT = 640, 480
SKIES = [((120, 180, 230), (225, 240, 250)), ((240, 180, 120), (250, 230, 200)),
         ((150, 160, 175), (215, 220, 225)), ((90, 150, 215), (200, 225, 245))]
GROUNDS = [(110, 150, 80), (170, 140, 100), (150, 150, 145), (95, 130, 75), (190, 175, 140)]
SHIRTS = [(20, 70, 160), (25, 90, 190), (15, 60, 140), (200, 40, 40), (245, 245, 240)]
SKINS = [(224, 178, 140), (205, 155, 115), (235, 195, 160)]


class Picture:
    """What a photograph shows; the same picture is always the same bytes."""

    def __init__(self, banner, place, stamp, key):
        self.banner = banner
        self.place = place
        self.stamp = stamp         # the camera's "2023:03:26 07:30:00", or None
        self.key = key


def _sky(draw, rng):
    top, bottom = rng.choice(SKIES)
    for y in range(300):
        draw.line([(0, y), (WIDTH, y)],
                  fill=tuple(a + (b - a) * y // 300 for a, b in zip(top, bottom)))


def _houses(draw, rng):
    x = rng.randint(-60, 0)
    while x < WIDTH:
        width, height = rng.randint(70, 170), rng.randint(60, 150)
        wall = tuple(rng.randint(150, 240) for _ in range(3))
        draw.rectangle([x, 300 - height, x + width, 300], fill=wall)
        draw.polygon([(x - 8, 300 - height), (x + width // 2, 270 - height),
                      (x + width + 8, 300 - height)], fill=(rng.randint(120, 180), 60, 45))
        for window in range(x + 12, x + width - 20, 34):
            draw.rectangle([window, 316 - height, window + 18, 338 - height], fill=(70, 95, 120))
        x += width + rng.randint(5, 60)


def _trees(draw, rng):
    for _ in range(rng.randint(2, 6)):
        x, size = rng.randint(0, WIDTH), rng.randint(22, 48)
        draw.rectangle([x - 4, 230, x + 4, 305], fill=(100, 75, 50))
        draw.ellipse([x - size, 230 - size, x + size, 230 + size // 2],
                     fill=(rng.randint(30, 70), rng.randint(100, 150), 50))


def _people(draw, rng):
    for _ in range(rng.randint(5, 14)):
        x, y = rng.randint(30, WIDTH - 30), rng.randint(330, 420)
        tall = 30 + (y - 330) // 3
        shirt, skin = rng.choice(SHIRTS), rng.choice(SKINS)
        draw.rectangle([x - tall // 4, y, x + tall // 4, y + tall], fill=shirt)
        draw.rectangle([x - tall // 5, y + tall, x + tall // 5, y + tall + tall // 2],
                       fill=(40, 45, 60))
        draw.ellipse([x - tall // 5, y - tall // 2, x + tall // 5, y], fill=skin)


def _banner(draw, picture, rng):
    top = rng.randint(40, 110)
    left, right = rng.randint(40, 90), WIDTH - rng.randint(40, 90)
    draw.rectangle([left, top, right, top + 74], fill=(rng.randint(185, 215), 30, 35))
    size = 24
    while size > 9:
        font = ImageFont.truetype(FONT, size)
        if draw.textlength(picture.banner, font=font) < right - left - 20:
            break
        size -= 1
    middle = (left + right) // 2
    draw.text((middle, top + 26), picture.banner, font=font, fill=(255, 235, 60), anchor="mm")
    draw.text((middle, top + 56), picture.place, font=ImageFont.truetype(FONT, 13),
              fill=(255, 255, 255), anchor="mm")


def make_jpeg(picture):
    rng = random.Random(picture.key)
    image = Image.new("RGB", (WIDTH, HEIGHT))
    draw = ImageDraw.Draw(image)
    _sky(draw, rng)
    draw.rectangle([0, 300, WIDTH, HEIGHT], fill=rng.choice(GROUNDS))
    _houses(draw, rng)
    _trees(draw, rng)
    _people(draw, rng)
    _banner(draw, picture, rng)
    exif = Image.Exif()
    if picture.stamp is not None:
        exif[0x010F] = "Dien thoai"
        exif[0x0132] = picture.stamp
    out = io.BytesIO()
    image.save(out, "JPEG", quality=78, exif=exif.tobytes())
    return out.getvalue()
