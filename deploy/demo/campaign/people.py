"""The units and accounts of the demo.  Accounts bear the names of posts, never of people."""
import hashlib
from dataclasses import dataclass

PROVINCE = ("TINH-TRAVINH", "Tỉnh đoàn Trà Vinh")
CLUSTER, BLOCK = "Cụm huyện, thị, thành", "Khối trực thuộc"


@dataclass(frozen=True)
class Unit:
    code: str
    name: str
    short: str              # its name in the issuer's part of a symbol
    host: str               # of its site
    kind: str
    peer_group: str
    size: float             # relative to a unit of middle size
    zeal: float             # the share of possible submissions and targets that it reaches
    visited_on: str
    places: tuple


def district(code, name, short, size, zeal, day, places):
    return Unit(code, name, short, code.lower().replace("-", ""), "district", CLUSTER, size, zeal,
                day, tuple(places.split(", ")))


UNITS = (
    district("HD-CANGLONG", "Huyện đoàn Càng Long", "HĐCL", 1.2, 0.95, "2023-11-07",
             "thị trấn Càng Long, xã Mỹ Cẩm, xã An Trường, xã Huyền Hội, xã Tân An, xã Bình Phú, "
             "xã Nhị Long, xã Đại Phước"),
    district("HD-CAUKE", "Huyện đoàn Cầu Kè", "HĐCK", 1.0, 0.93, "2023-11-06",
             "thị trấn Cầu Kè, xã Hòa Ân, xã An Phú Tân, xã Phong Thạnh, xã Tam Ngãi, "
             "xã Ninh Thới, xã Thông Hòa"),
    district("HD-TIEUCAN", "Huyện đoàn Tiểu Cần", "HĐTC", 1.0, 0.99, "2023-11-02",
             "thị trấn Tiểu Cần, thị trấn Cầu Quan, xã Tân Hòa, xã Tập Ngãi, xã Hùng Hòa, "
             "xã Phú Cần, xã Long Thới"),
    district("HD-CHAUTHANH", "Huyện đoàn Châu Thành", "HĐCT", 1.1, 0.84, "2023-11-08",
             "thị trấn Châu Thành, xã Song Lộc, xã Hòa Thuận, xã Hưng Mỹ, xã Hòa Minh, "
             "xã Long Hòa, xã Lương Hòa"),
    district("HD-CAUNGANG", "Huyện đoàn Cầu Ngang", "HĐCN", 1.0, 0.88, "2023-11-02",
             "thị trấn Cầu Ngang, thị trấn Mỹ Long, xã Vinh Kim, xã Nhị Trường, xã Hiệp Mỹ Đông, "
             "xã Kim Hòa, xã Thuận Hòa"),
    district("HD-TRACU", "Huyện đoàn Trà Cú", "HĐTRC", 1.2, 0.80, "2023-11-03",
             "thị trấn Trà Cú, thị trấn Định An, xã Đại An, xã Tập Sơn, xã Lưu Nghiệp Anh, "
             "xã Hàm Giang, xã Long Hiệp"),
    district("HD-DUYENHAI", "Huyện đoàn Duyên Hải", "HĐDH", 0.7, 0.72, "2023-11-03",
             "thị trấn Long Thành, xã Đôn Châu, xã Ngũ Lạc, xã Long Vĩnh, xã Đông Hải, "
             "xã Long Khánh"),
    district("TX-DUYENHAI", "Thị đoàn Duyên Hải", "TĐDH", 0.7, 0.90, "2023-11-09",
             "Phường 1, Phường 2, xã Trường Long Hòa, xã Long Hữu, xã Dân Thành, xã Hiệp Thạnh"),
    district("TP-TRAVINH", "Thành đoàn Trà Vinh", "TĐTV", 0.9, 0.97, "2023-11-09",
             "Phường 1, Phường 4, Phường 5, Phường 7, Phường 8, xã Long Đức"),
    Unit("DK-CCQDN", "Đoàn Khối các cơ quan và doanh nghiệp tỉnh", "ĐTNK", "doankhoi", "affiliated",
         BLOCK, 0.8, 0.86, "2023-11-08",
         ("hội trường Đảng ủy Khối", "Khu công nghiệp Long Đức", "Nhà Thiếu nhi tỉnh",
          "Sở Thông tin và Truyền thông", "Bảo tàng tỉnh")),
    Unit("DT-DHTV", "Đoàn Trường Đại học Trà Vinh", "ĐTNT", "doantruongdhtv", "affiliated",
         BLOCK, 0.9, 0.94, "2023-11-10",
         ("hội trường D5 của trường", "ký túc xá sinh viên", "Trung tâm Khởi nghiệp của trường",
          "sân vận động của trường", "thư viện của trường")))


def grassroots(unit):
    """The grassroots units of a district, by its places: code and name."""
    return [(f"{unit.code}.{at:02}", f"Đoàn {place}") for at, place in enumerate(unit.places, 1)] if unit.kind == "district" else []


INSPECTORS = (("kiem-tra-1", "Kiểm tra viên tổ 1"), ("kiem-tra-2", "Kiểm tra viên tổ 2"),
              ("kiem-tra-3", "Kiểm tra viên tổ 3"), ("kiem-tra-4", "Kiểm tra viên tổ 4"))


@dataclass(frozen=True)
class Account:
    username: str
    full_name: str
    role: str
    unit: str = None

    @property
    def email(self):
        return f"{self.username}@minhchung.example"


def accounts():
    found = []
    for unit in UNITS:
        name = unit.code.lower()
        found.append(Account(name, f"Cán bộ phụ trách minh chứng, {unit.name}", "officer",
                             unit.code))
        found.append(Account(f"hoi-dong-{name}", f"Hội đồng tự đánh giá, {unit.name}", "council",
                             unit.code))
    found += [Account(username, name, "inspector") for username, name in INSPECTORS]
    province = PROVINCE[0]
    found += [Account("thuong-vu", "Ban Thường vụ Tỉnh đoàn Trà Vinh", "committee", province),
              Account("bien-tap", "Biên tập Bộ tiêu chí", "editor", province),
              Account("quan-tri", "Quản trị hệ thống", "admin", province),
              Account("nguoi-xem", "Người xem kết quả", "viewer", province),
              Account("he-thong", "Hệ thống chuyển dữ liệu", "system")]
    return found


def password(seed, username):
    """Anyone with the generator knows it: for demonstrations on loopback only."""
    digest = hashlib.sha256(f"minh-chung {seed} {username}".encode()).hexdigest()
    return f"tv23-{digest[:4]}-{digest[4:8]}-{digest[8:12]}"


def visits(year):
    """(unit, inspector, day): two inspectors a unit, by turns."""
    found = []
    for at, unit in enumerate(UNITS):
        for turn in (at, at + 1):
            found.append((unit.code, INSPECTORS[turn % len(INSPECTORS)][0], year.visited_on(unit, at)))
    return found
