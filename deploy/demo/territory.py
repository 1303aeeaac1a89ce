"""The organisation of 2023: the province, the eleven assessed units, the places that their
evidence names, and the accounts of the demo.  Units and communes are facts; the numbers of
members are made up (the real ones are not published)."""

import random

CAMPAIGN = "2023"
PROVINCE = "TINH-TRAVINH"
DISTRICT_GROUP = "Cụm huyện, thị, thành"
AFFILIATED_GROUP = "Khối trực thuộc"


class Unit:
    """One assessed unit.  `scale` is its size beside the average, `care` the share of its
    work that it documents well: both shape the demo's figures, neither is a fact."""

    def __init__(self, code, name, area, seat, symbol, site, **made_up):
        self.code = code
        self.name = name
        self.area = area
        self.seat = seat
        self.symbol = symbol
        self.site = site
        self.scale = made_up["scale"]
        self.care = made_up["care"]
        self.members = made_up["members"]
        self.communes = COMMUNES.get(code, [])

    @property
    def is_district(self):
        return bool(self.communes)

    @property
    def peer_group(self):
        return DISTRICT_GROUP if self.is_district else AFFILIATED_GROUP

    @property
    def slug(self):
        """Short and unique: two units are called Duyên Hải."""
        whole = self.code.lower()
        return whole if whole.endswith("duyenhai") else whole.split("-", 1)[1]


def _communes(text):
    return [name.strip() for name in text.split(",")]


COMMUNES = {
    "THANH-TRAVINH": _communes(
        "phường 1, phường 3, phường 4, phường 5, phường 7, phường 8, phường 9, xã Long Đức"),
    "HUYEN-CANGLONG": _communes(
        "thị trấn Càng Long, xã An Trường, xã An Trường A, xã Bình Phú, xã Huyền Hội, xã Mỹ Cẩm, "
        "xã Nhị Long, xã Nhị Long Phú, xã Phương Thạnh, xã Tân An, xã Tân Bình, xã Đại Phúc, "
        "xã Đại Phước, xã Đức Mỹ"),
    "HUYEN-CAUKE": _communes(
        "thị trấn Cầu Kè, xã An Phú Tân, xã Châu Điền, xã Hòa Tân, xã Hòa Ân, xã Ninh Thới, "
        "xã Phong Phú, xã Phong Thạnh, xã Tam Ngãi, xã Thông Hòa, xã Thạnh Phú"),
    "HUYEN-TIEUCAN": _communes(
        "thị trấn Tiểu Cần, thị trấn Cầu Quan, xã Hiếu Trung, xã Hiếu Tử, xã Hùng Hòa, "
        "xã Long Thới, xã Ngãi Hùng, xã Phú Cần, xã Tân Hòa, xã Tân Hùng, xã Tập Ngãi"),
    "HUYEN-CHAUTHANH": _communes(
        "thị trấn Châu Thành, xã Hòa Lợi, xã Hòa Minh, xã Hòa Thuận, xã Hưng Mỹ, xã Long Hòa, "
        "xã Lương Hòa, xã Lương Hòa A, xã Mỹ Chánh, xã Nguyệt Hóa, xã Phước Hảo, xã Song Lộc, "
        "xã Thanh Mỹ, xã Đa Lộc"),
    "HUYEN-CAUNGANG": _communes(
        "thị trấn Cầu Ngang, thị trấn Mỹ Long, xã Hiệp Hòa, xã Hiệp Mỹ Tây, xã Hiệp Mỹ Đông, "
        "xã Kim Hòa, xã Long Sơn, xã Mỹ Hòa, xã Mỹ Long Bắc, xã Mỹ Long Nam, xã Nhị Trường, "
        "xã Thuận Hòa, xã Thạnh Hòa Sơn, xã Trường Thọ, xã Vinh Kim"),
    "HUYEN-TRACU": _communes(
        "thị trấn Trà Cú, thị trấn Định An, xã An Quảng Hữu, xã Hàm Giang, xã Hàm Tân, "
        "xã Kim Sơn, xã Long Hiệp, xã Lưu Nghiệp Anh, xã Ngãi Xuyên, xã Ngọc Biên, "
        "xã Phước Hưng, xã Thanh Sơn, xã Tân Hiệp, xã Tân Sơn, xã Tập Sơn, xã Đại An, "
        "xã Định An"),
    "HUYEN-DUYENHAI": _communes(
        "thị trấn Long Thành, xã Long Khánh, xã Long Vĩnh, xã Ngũ Lạc, xã Đôn Châu, "
        "xã Đôn Xuân, xã Đông Hải"),
    "THI-DUYENHAI": _communes(
        "phường 1, phường 2, xã Dân Thành, xã Hiệp Thạnh, xã Long Hữu, xã Long Toàn, "
        "xã Trường Long Hòa"),
}

FACULTIES = ["Khoa Y", "Khoa Nông nghiệp", "Khoa Kinh tế", "Khoa Luật", "Khoa Ngoại ngữ",
             "Khoa Công nghệ", "Khoa Sư phạm", "Khoa Hóa học ứng dụng", "Khoa Quản lý văn phòng"]
BRANCHES = ["Điện lực", "Bưu điện", "Ngân hàng", "Kho bạc", "Cấp thoát nước", "Bảo hiểm",
            "Y tế", "Giao thông", "Tài chính", "Tư pháp", "Văn hóa", "Viễn thông"]

UNITS = [
    Unit("THANH-TRAVINH", "Thành đoàn Trà Vinh", "thành phố Trà Vinh", "Thành phố Trà Vinh",
         "ThĐ", "thanhdoan", scale=1.1, care=0.95, members=3120),
    Unit("HUYEN-CANGLONG", "Huyện đoàn Càng Long", "huyện Càng Long", "Càng Long",
         "HĐ", "canglong", scale=1.2, care=0.92, members=3480),
    Unit("HUYEN-CAUKE", "Huyện đoàn Cầu Kè", "huyện Cầu Kè", "Cầu Kè",
         "HĐ", "cauke", scale=0.9, care=0.84, members=2460),
    Unit("HUYEN-TIEUCAN", "Huyện đoàn Tiểu Cần", "huyện Tiểu Cần", "Tiểu Cần",
         "HĐTN", "tieucan", scale=1.0, care=0.97, members=2750),
    Unit("HUYEN-CHAUTHANH", "Huyện đoàn Châu Thành", "huyện Châu Thành", "Châu Thành",
         "HĐ", "chauthanh", scale=1.1, care=0.88, members=2980),
    Unit("HUYEN-CAUNGANG", "Huyện đoàn Cầu Ngang", "huyện Cầu Ngang", "Cầu Ngang",
         "HĐTN", "caungang", scale=1.1, care=0.81, members=2890),
    Unit("HUYEN-TRACU", "Huyện đoàn Trà Cú", "huyện Trà Cú", "Trà Cú",
         "HĐ", "tracu", scale=1.2, care=0.78, members=3260),
    Unit("HUYEN-DUYENHAI", "Huyện đoàn Duyên Hải", "huyện Duyên Hải", "Duyên Hải",
         "HĐ", "huyendoanduyenhai", scale=0.8, care=0.74, members=1840),
    Unit("THI-DUYENHAI", "Thị đoàn Duyên Hải", "thị xã Duyên Hải", "Thị xã Duyên Hải",
         "TĐ", "thidoanduyenhai", scale=0.8, care=0.86, members=1690),
    Unit("TRUONG-DHTV", "Đoàn Trường Đại học Trà Vinh", "Trường Đại học Trà Vinh", "Trà Vinh",
         "ĐTN", "daihoctravinh", scale=1.3, care=0.93, members=5640),
    Unit("KHOI-CCQDN", "Đoàn Khối các cơ quan và doanh nghiệp tỉnh", "khối cơ quan, doanh nghiệp",
         "Trà Vinh", "ĐK", "doankhoi", scale=0.7, care=0.82, members=1420),
]

# The inspection of plan 128-KH/UBKTTĐ: all units between 02 and 10 November 2023.
VISITS = {
    "HUYEN-TIEUCAN": ("2023-11-02", (1, 2)), "TRUONG-DHTV": ("2023-11-03", (1, 3)),
    "HUYEN-CAUNGANG": ("2023-11-03", (2, 4)), "HUYEN-TRACU": ("2023-11-06", (3, 4)),
    "HUYEN-DUYENHAI": ("2023-11-06", (1, 2)), "HUYEN-CAUKE": ("2023-11-07", (2, 3)),
    "HUYEN-CANGLONG": ("2023-11-08", (1, 4)), "KHOI-CCQDN": ("2023-11-08", (2, 3)),
    "THI-DUYENHAI": ("2023-11-09", (3, 4)), "THANH-TRAVINH": ("2023-11-10", (1, 2)),
    "HUYEN-CHAUTHANH": ("2023-11-10", (3, 4)),
}

PASSWORD_WORDS = ["sen", "dua", "tram", "lua", "song", "bien", "nang", "gio", "chim", "mai",
                  "cau", "dao", "hoa", "xuan", "rung", "thuyen", "buom", "suoi", "dong", "vuon"]


def commune_name(commune):
    """"xã Tập Ngãi" without what kind of commune it is; wards keep it ("phường 7")."""
    kind, _, name = commune.partition(" ")
    if kind == "thị":
        name = name.split(" ", 1)[1]
    return commune if kind == "phường" else name


def base_organisation(unit, rng):
    """A grassroots organisation of the unit."""
    if unit.code == "TRUONG-DHTV":
        return "Đoàn " + rng.choice(FACULTIES)
    if unit.code == "KHOI-CCQDN":
        return "Chi đoàn " + rng.choice(BRANCHES)
    return "Đoàn " + rng.choice(unit.communes)


def place_of(unit, rng):
    """Where something of the unit takes place."""
    if unit.is_district:
        return rng.choice(unit.communes)
    host = rng.choice([other for other in UNITS if other.is_district])
    return "%s, %s" % (rng.choice(host.communes), host.area)


def _password(seed, username):
    rng = random.Random("%s:password:%s" % (seed, username))
    return "%s-%04d" % ("-".join(rng.sample(PASSWORD_WORDS, 3)), rng.randrange(10000))


def accounts(seed):
    """Everybody who may sign in: dictionaries with username, full_name, role, unit (a code
    or None), email and password."""
    rows = []
    for unit in UNITS:
        rows.append(("can-bo-" + unit.slug, "Cán bộ phụ trách minh chứng " + unit.name,
                     "officer", unit.code))
    for unit in UNITS:
        rows.append(("hoi-dong-" + unit.slug, "Thư ký Hội đồng tự đánh giá " + unit.name,
                     "council", unit.code))
    for number in (1, 2, 3, 4):
        rows.append(("kiem-tra-%d" % number, "Thành viên Đoàn Kiểm tra số %d" % number,
                     "inspector", PROVINCE))
    rows += [
        ("thuong-vu", "Thư ký Ban Thường vụ Tỉnh đoàn", "committee", PROVINCE),
        ("bien-soan", "Biên soạn Bộ tiêu chí", "editor", PROVINCE),
        ("quan-tri", "Quản trị hệ thống", "admin", None),
        ("he-thong", "Hệ thống nạp hồ sơ cũ", "system", None),
        ("nguoi-xem", "Người xem kết quả công bố", "viewer", None),
    ]
    return [{"username": username, "full_name": name, "role": role, "unit": unit,
             "email": username + "@tinhdoan.example", "password": _password(seed, username)}
            for username, name, role, unit in rows]
