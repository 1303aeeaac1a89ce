"""Pictures as units file them, pseudo-random but always the same: landscapes, halls with
people, sign-boards, pages of text, flat cards.  Two of one family are alike in layout and no
copies of each other."""
import random

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

WIDE, HIGH = 800, 600
FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
FAMILIES = ("landscape", "hall", "board", "works", "poster", "corners", "page", "card")
WORDS = ("đoàn viên thanh niên xã huyện tỉnh kế hoạch năm tổ chức hoạt động công trình trồng cây đường quê "
         "tặng quà học sinh nghèo vượt khó hội nghị tổng kết biểu dương tình nguyện hè chiến dịch").split()


def font(size):
    return ImageFont.truetype(FONT, size)


def colour(dice, low=20, high=235):
    return tuple(dice.randrange(low, high) for _ in range(3))


def grain(image, dice, strength=24):
    """Texture at three sizes and the noise of a camera."""
    for size, part in ((12, strength), (3, strength), (1, strength // 2)):
        small = Image.new("L", (max(2, image.width // size), max(2, image.height // size)))
        small.putdata([dice.randrange(128 - part, 128 + part) for _ in range(small.width * small.height)]
                      if size > 2 else
                      list(dice.randbytes(small.width * small.height)))
        noise = small.resize(image.size, Image.BICUBIC)
        if size == 1:
            noise = noise.point(lambda value, part=part: 128 + (value - 128) * part // 256)
        image = ImageChops.add(image, Image.merge("RGB", [noise] * 3), 1, -128)
    return image


def gradient(dice):
    corners = Image.new("RGB", (3, 3))
    corners.putdata([colour(dice, 90) for _ in range(9)])
    return corners.resize((WIDE, HIGH), Image.BICUBIC)


def ridge(draw, dice, base, height, fill):
    points, y = [(0, HIGH)], base
    for x in range(0, WIDE + 40, 40):
        y = min(HIGH - 20, max(60, y + dice.randrange(-height, height + 1)))
        points.append((x, y))
    draw.polygon(points + [(WIDE, HIGH)], fill=fill)


def tree(draw, dice, x, y, size):
    draw.rectangle((x - size // 12, y - size, x + size // 12, y), fill=colour(dice, 30, 100))
    for _ in range(14):
        dx, dy, r = dice.randrange(-size // 2, size // 2 + 1), dice.randrange(size), dice.randrange(size // 8, size // 3)
        green = (dice.randrange(20, 90), dice.randrange(70, 180), dice.randrange(20, 80))
        draw.ellipse((x + dx - r, y - size - dy // 2 - r, x + dx + r, y - size - dy // 2 + r), fill=green)


def person(draw, dice, x, y, size):
    shirt = dice.choice(((30, 60, 150), (35, 80, 190), (240, 240, 240), colour(dice)))
    skin = (dice.randrange(160, 220), dice.randrange(120, 170), dice.randrange(90, 140))
    draw.rectangle((x - size // 5, y - size // 2, x + size // 5, y), fill=colour(dice, 10, 90))
    draw.polygon([(x - size // 4, y - size // 2), (x - size // 6, y - size), (x + size // 6, y - size),
                  (x + size // 4, y - size // 2)], fill=shirt)
    arm = dice.randrange(-size // 3, size // 3 + 1)
    draw.line((x, y - size * 9 // 10, x + arm, y - size // 2), fill=shirt, width=max(3, size // 10))
    draw.ellipse((x - size // 8, y - size * 5 // 4, x + size // 8, y - size), fill=skin)
    draw.pieslice((x - size // 8, y - size * 5 // 4, x + size // 8, y - size), 180, 360, fill=(20, 15, 15))


def board(draw, dice, box, text, fill):
    draw.rectangle(box, fill=fill, outline=colour(dice), width=4)
    for line, words in enumerate(text):
        draw.text((box[0] + 20, box[1] + 14 + 44 * line), words, fill=(255, 240, 90), font=font(30))


def phrase(dice, words):
    return " ".join(dice.choice(WORDS) for _ in range(words))


def landscape(dice, _):
    image = gradient(dice)
    draw = ImageDraw.Draw(image)
    for base in (250, 330, 420, 500):
        ridge(draw, dice, base, dice.randrange(8, 60), colour(dice, 20, 170))
    for _ in range(dice.randrange(4, 12)):
        tree(draw, dice, dice.randrange(WIDE), dice.randrange(380, HIGH), dice.randrange(40, 170))
    for _ in range(dice.randrange(2, 7)):
        person(draw, dice, dice.randrange(60, WIDE - 60), dice.randrange(430, HIGH), dice.randrange(60, 190))
    return image


def hall(dice, place):
    """`place` decides the furniture: several pictures are taken in each hall."""
    image = gradient(place)
    draw = ImageDraw.Draw(image)
    for x in range(0, WIDE, 100):
        draw.polygon([(x, 0), (x + 50, 0), (x + 35, 320), (x + 5, 320)], fill=colour(place, 100, 200))
    board(draw, place, (150, 40, 650, 200), [phrase(place, 4).upper(), phrase(place, 4)], (190, 20, 25))
    draw.rectangle((0, 330, WIDE, HIGH), fill=colour(place, 60, 140))
    for _ in range(dice.randrange(9, 16)):
        person(draw, dice, dice.randrange(40, WIDE - 40), dice.randrange(380, HIGH), dice.randrange(90, 210))
    return image


def board_outside(dice, place):
    """The same sign-board at another site."""
    image = landscape(dice, place)
    board(ImageDraw.Draw(image), place, (210, 60, 590, 210), [phrase(place, 3), phrase(place, 3)], (20, 60, 160))
    return image


def works(dice, _):
    """Houses, walls, a road."""
    image = gradient(dice)
    draw = ImageDraw.Draw(image)
    for _ in range(dice.randrange(4, 9)):
        x, y, w, h = dice.randrange(WIDE), dice.randrange(120, 420), dice.randrange(80, 260), dice.randrange(80, 240)
        draw.rectangle((x, y, x + w, y + h), fill=colour(dice), outline=(30, 30, 30), width=2)
        draw.polygon([(x - 12, y), (x + w // 2, y - dice.randrange(20, 90)), (x + w + 12, y)], fill=colour(dice, 60, 200))
        for _ in range(dice.randrange(1, 5)):
            a, b = x + dice.randrange(w), y + dice.randrange(h)
            draw.rectangle((a, b, a + 24, b + 32), fill=colour(dice, 10, 120))
    road = dice.randrange(100, WIDE - 100)
    draw.polygon([(road, 380), (road + 40, 380), (road + 300, HIGH), (road - 260, HIGH)], fill=colour(dice, 90, 150))
    for _ in range(dice.randrange(2, 8)):
        person(draw, dice, dice.randrange(60, WIDE - 60), dice.randrange(430, HIGH), dice.randrange(60, 160))
    return image


def poster(dice, place):
    """One poster covers half of it; what stands beside the poster is of that day."""
    image = (landscape if dice.random() < .5 else works)(dice, place)
    half = gradient(place).resize((WIDE // 2, HIGH))
    draw = ImageDraw.Draw(half)
    for line in range(7):
        draw.text((24, 40 + 74 * line), phrase(place, 3).upper(), fill=colour(place), font=font(30))
    for _ in range(5):
        person(draw, place, place.randrange(40, WIDE // 2 - 40), place.randrange(300, HIGH), place.randrange(60, 160))
    image.paste(half, ((place.randrange(2)) * WIDE // 2, 0))
    return image


def corners(dice, place):
    """A picture that was laid aslant on white: its corners are those of others."""
    image = (landscape if dice.random() < .5 else works)(dice, place)
    turned = image.rotate(place.randrange(4, 12), Image.BICUBIC, fillcolor="white")
    if place.random() < .5:
        ImageDraw.Draw(turned).text((40, HIGH - 60), phrase(place, 4).upper(), fill=(200, 20, 20), font=font(26))
    return turned


def page(dice, _):
    """A document, scanned or photographed from a screen."""
    image = Image.new("RGB", (WIDE, HIGH), (250, 250, 248))
    draw = ImageDraw.Draw(image)
    draw.text((60, 30), "ĐOÀN TNCS HỒ CHÍ MINH", fill=(20, 20, 20), font=font(22))
    for line in range(20):
        draw.text((60, 80 + 25 * line), phrase(dice, dice.randrange(5, 10)), fill=(20, 20, 20), font=font(17))
    return image


def card(dice, _):
    """A greeting: a background and a line of text."""
    image = Image.new("RGB", (WIDE, HIGH), colour(dice))
    ImageDraw.Draw(image).text((160, 260), phrase(dice, 3), fill=colour(dice), font=font(44))
    return image


DRAWN = {"landscape": landscape, "hall": hall, "board": board_outside, "works": works, "poster": poster,
         "corners": corners, "page": page, "card": card}


def scene(family, number):
    """Three pictures share each place."""
    dice, place = random.Random(f"{family}/{number}"), random.Random(f"{family}/place/{number // 3}")
    image = DRAWN[family](dice, place)
    return image if family in ("page", "card") else grain(image.filter(ImageFilter.GaussianBlur(0.8)), dice)
