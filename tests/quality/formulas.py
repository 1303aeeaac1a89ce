"""Texts of different units and events in the same forms, with the same opening and closing
formulas: alike by form, and no copies of each other."""
import random

COMMUNES = ("Tân Hòa", "Hiếu Tử", "Long Thới", "Phú Cần", "Tập Ngãi", "Hùng Hòa", "Tân Hùng",
            "Ngãi Hùng", "Mỹ Hòa", "Vinh Kim", "Thạnh Hòa Sơn", "Kim Hòa", "Đôn Châu", "Long Toàn",
            "Hòa Ân", "Phong Phú", "An Phú Tân", "Nhị Long", "Đại Phước", "Huyền Hội")
DEEDS = ("trồng {n} cây dừa dọc bờ kênh", "sửa {n} mét đường liên ấp", "tặng {n} phần quà cho học sinh nghèo",
         "vớt rác trên {n} mét kênh nội đồng", "lắp {n} bóng đèn chiếu sáng đường quê",
         "hướng dẫn {n} hộ cài ứng dụng dịch vụ công", "hiến {n} đơn vị máu",
         "dạy bơi cho {n} em nhỏ", "khám bệnh cho {n} người cao tuổi", "vẽ {n} mét tường tranh cổ động")
PLACES = ("hội trường Ủy ban nhân dân xã", "nhà văn hóa ấp", "sân trường tiểu học", "bến đò", "chợ xã",
          "khu di tích", "trụ sở ban nhân dân khóm", "nhà cộng đồng")
OPENING = ("Thực hiện chương trình công tác Đoàn và phong trào thanh thiếu nhi năm 2023, được sự thống nhất của "
           "Đảng ủy, ")
CLOSING = ("Thông qua hoạt động góp phần nâng cao nhận thức của đoàn viên, thanh niên về tinh thần xung kích, tình "
           "nguyện vì cộng đồng, đồng thời thực hiện tốt các chỉ tiêu được giao trong năm.")
INVITATION = (
    "Kính gửi: Ban Thường vụ Đoàn xã {c}. Thực hiện kế hoạch công tác năm 2023, Ban Thường vụ Huyện đoàn trân "
    "trọng kính mời đại diện Ban Thường vụ đến dự {deed} tại {place}. Thời gian: {h} giờ 00 phút, ngày {d} tháng "
    "{m} năm 2023. Nội dung: {detail} Rất mong đồng chí sắp xếp thời gian tham dự đầy đủ, đúng thành phần để "
    "hoạt động đạt kết quả tốt đẹp.")
NEWS = (
    "{opening}ngày {d}/{m}, tại {place}, Đoàn xã {c} phối hợp các ngành {deed}. {parts} {closing}")


def fill(dice, number, own):
    """News (two in three) or an invitation, each on a subject of its own."""
    deed = dice.choice(DEEDS).format(n=dice.randrange(20, 900))
    common = {"c": COMMUNES[number % len(COMMUNES)], "d": dice.randrange(1, 29), "m": dice.randrange(1, 13),
              "place": dice.choice(PLACES), "deed": deed, "h": dice.choice((7, 8, 13, 14))}
    if number % 3 == 2:
        return INVITATION.format(detail=own(25), **common)
    return NEWS.format(opening=OPENING, closing=CLOSING, parts=own(80), **common)


def templated(count, texts):
    """Their own words come from `texts`, each passage once."""
    dice = random.Random("formulas")
    words = [text.split() for _, text in texts]
    place = [0] * len(words)

    def own(wanted):
        while True:
            at = dice.randrange(len(words))
            if place[at] + wanted <= len(words[at]):
                place[at] += wanted
                return " ".join(words[at][place[at] - wanted:place[at]]).rstrip(",;:") + "."
    return [(f"form-{number}", fill(dice, number, own)) for number in range(count)]
