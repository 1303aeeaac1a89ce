"""Planted defects of the pages behind links; see defects.py.  They are planted after all others,
with a random generator of their own, so that the others stay as they are."""
import random
import re
from datetime import date, timedelta

from campaign import hosts, people
from campaign.defects_base import takes
from campaign.desk import fold
from campaign.links import page_of
from campaign.pieces import SKIPPED
from campaign.words import Writer

OTHER_TITLES = (
    "Khai mạc giải bóng chuyền nam nữ các xí nghiệp may", "Giá dừa khô tăng trở lại sau ba tháng",
    "Cảnh báo triều cường vùng cửa sông dịp rằm", "Đấu giá quyền khai thác bến phà Láng Sắt",
    "Vé xe khách dịp lễ bán hết từ sớm", "Xổ số kiến thiết miền Nam hôm nay mở thưởng",
    "Đội tuyển cờ vua giành huy chương vàng", "Nuôi tôm siêu thâm canh: lãi lớn, rủi ro cao")
HOMES = ("/", "/trang-chu", "/index.html")
FAR_DAYS, FEW_WORDS, SHARE_MIN = 30, 40, 30


def words_of(text):
    return re.findall(r"[^\W_]+", fold(text))


def title_share(title, other):
    """The percentage of the shorter title's words that the other has."""
    few, many = sorted((words_of(title), words_of(other)), key=len)
    return sum(word in many for word in few) * 100 // len(few)


def of_another(piece, first):
    """The codes of `piece` if it cites the page of `first`, an article of another unit."""
    found = ["link.foreign_site"]
    if title_share(piece.title, first.title) < SHARE_MIN:
        found.append("link.title_differs")
    published = date.fromisoformat(page_of(first, first.page)["day"])
    if abs((published - piece.occurred).days) > FAR_DAYS:
        found.append("link.day_differs")
    if len(words_of(first.text)) >= FEW_WORDS:
        found.append("link.text_differs")
    return found


class Links:
    """A method for each way in which a link can be wrong; the codes that must find it."""

    def __init__(self, seed, maker):
        self.rng = random.Random(f"{seed} links")
        self.maker = maker
        self.at = 0
        self.homes = set()

    def start(self):
        criterion = self.rng.choice([k for k in self.maker.criteria
                                     if takes("article")(k) and not k.window])
        units = [u for u in people.UNITS if (u.code, criterion.code) not in SKIPPED]
        self.at += 1
        return self.maker.piece(self.rng, units[self.at % len(units)], criterion, (), "article", False)

    def answering(self, codes, **page):
        piece = self.start()
        piece.page, piece.defects = page, codes
        return piece

    def elsewhere(self, codes, host, **page):
        """On another host, where the page has the same path."""
        piece = self.answering(codes, **page)
        piece.link = piece.link.replace(hosts.of_unit(piece.unit), host)
        return piece

    def written(self, piece):
        """Another text than that of the submission, of the same unit and day."""
        topic = self.rng.choice([k for k in self.maker.criteria if k.code not in piece.criteria])
        writer = Writer(self.rng, piece.unit, self.rng.choice(topic.activities), piece.occurred,
                        self.maker.year)
        return self.maker.desk.fresh(writer.article).split("\n\n")

    # ------------------------------------------------------------- no page
    def gone(self):
        return self.answering(["link.dead"], status=self.rng.choice((404, 410)), kind="missing")

    def failing(self):
        return self.answering(["link.unreachable"], status=self.rng.choice((500, 502, 503)),
                              kind="empty")

    def closed(self):
        return self.elsewhere(["link.unreachable"], hosts.CLOSED)

    def nameless(self):
        return self.elsewhere(["link.unreachable"], hosts.NAMELESS)

    def expired(self):
        return self.elsewhere(["link.unreachable"], hosts.EXPIRED)

    def ring(self):
        piece = self.answering(["link.unreachable"], status=302)
        piece.page["location"] = piece.link
        return piece

    def led_inside(self):
        return self.answering(["link.refused"], status=302,
                              location=f"http://{self.rng.choice(hosts.PRIVATE)}/noi-bo/{self.at}")

    def inside(self):
        piece = self.answering(["link.refused", "link.foreign_site"])
        piece.link = f"http://{self.rng.choice(hosts.PRIVATE)}/tin/{self.at}.html"
        return piece

    # ------------------------------------------------------------- no article
    def led_home(self):
        piece = self.answering(["link.home"], status=301)
        piece.page["location"] = f"https://{hosts.of_unit(piece.unit)}/"
        piece.more_pages[f"{hosts.of_unit(piece.unit)}/"] = {"kind": "home"}
        return piece

    def home(self):
        """Each unit's home page under each of its names once: a second use would be a copy."""
        piece = self.answering(["link.not_page"], kind="home")
        left = [path for path in HOMES if (piece.unit.code, path) not in self.homes]
        path = left[0] if left else f"/chuyen-muc/trang-chu-{self.at}"
        self.homes.add((piece.unit.code, path))
        piece.link = f"https://{hosts.of_unit(piece.unit)}{path}"
        return piece

    def login(self):
        return self.answering(["link.not_page"], kind="login")

    def locked(self):
        return self.answering(["link.not_page"], status=403, kind="empty")

    def category(self):
        piece = self.answering(["link.not_page"], kind="list")
        piece.link = f"https://{hosts.of_unit(piece.unit)}/chuyen-muc/hoat-dong-{self.at}"
        return piece

    def file(self):
        return self.answering(["link.not_page"], kind="file")

    def softly_gone(self):
        return self.answering(["link.not_page"], kind="missing")

    def empty(self):
        return self.answering(["link.not_page"], kind="empty")

    # ------------------------------------------------------------- another article
    def shortened(self):
        piece = self.answering(["link.shortened", "link.foreign_site"])
        piece.page = {"status": 301, "location": piece.link}
        piece.more_pages[piece.link.split("://")[1]] = {}
        piece.link = f"https://{hosts.SHORTENER}/{self.rng.randrange(36 ** 6):x}"
        return piece

    def foreign(self):
        host = self.rng.choice([hosts.NEWS] + [hosts.of_unit(u) for u in people.UNITS])
        piece = self.elsewhere(["link.foreign_site"], host)
        if host == hosts.of_unit(piece.unit):
            piece.link = piece.link.replace(host, hosts.NEWS)
        return piece

    def other_title(self):
        piece = self.answering(["link.title_differs"])
        piece.page["title"] = self.rng.choice(
            [t for t in OTHER_TITLES if title_share(piece.title, t) < SHARE_MIN])
        return piece

    def other_day(self):
        piece = self.answering(["link.day_differs"])
        away = self.rng.choice((-1, 1)) * self.rng.randint(FAR_DAYS + 4, 170)
        piece.page["day"] = (piece.occurred + timedelta(away)).isoformat()
        return piece

    def other_text(self):
        piece = self.answering(["link.text_differs"])
        piece.page["paragraphs"] = self.written(piece)
        return piece

    def changed(self):
        """Replaces the longest paragraph after the page was fetched."""
        piece = self.answering(["link.changed"])
        paragraphs = piece.text.split("\n\n")
        at = max(range(len(paragraphs)), key=lambda n: len(paragraphs[n]))
        other = max(self.written(piece), key=len)
        piece.page["later"] = paragraphs[:at] + [other] + paragraphs[at + 1:]
        return piece


KINDS = ("gone", "failing", "closed", "nameless", "expired", "ring", "led_inside", "inside", "led_home",
         "home", "login", "locked", "category", "file", "softly_gone", "empty", "shortened", "foreign",
         "other_title", "other_day", "other_text", "changed", "gone", "led_inside", "led_home",
         "shortened", "foreign", "other_title", "other_day", "other_text", "changed", "changed")


def plant_links(seed, maker, count):
    """`count` submissions, the ways by turns, each at least once."""
    links = Links(seed, maker)
    return [getattr(links, KINDS[at % len(KINDS)])() for at in range(max(count, len(KINDS)))]
