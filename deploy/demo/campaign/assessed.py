"""The scores that people give beside the computed ones, as they would: the council now and then a
little more, the inspectors often the computed score again, the committee hardly ever another."""
from decimal import ROUND_HALF_UP, Decimal

REASONS_LOWER = (
    "Một số minh chứng còn sai sót, số liệu chưa khớp với văn bản kèm theo.",
    "Bài viết sơ sài, chưa nêu rõ kết quả.",
    "Đối chiếu hồ sơ tại buổi làm việc: thiếu danh sách ký nhận.",
    "Hoạt động chưa bảo đảm quy mô so với kế hoạch.")
REASONS_SAME = ("", "", "", "Hồ sơ đầy đủ, thống nhất với điểm tự chấm.")
REASON_HIGHER = "Bổ sung điểm vì đơn vị tính thiếu hoạt động ở cơ sở."
REASON_SELF = "Hoạt động có hồ sơ giấy, chưa kịp nộp lên hệ thống."
REASON_BACK = "Chấp nhận giải trình của đơn vị tại cuộc họp xét duyệt."


def quarters(share, points):
    """A share of the points, in steps of a quarter as people give them."""
    given = (Decimal(str(round(share, 4))) * points * 4).quantize(Decimal(1), ROUND_HALF_UP) / 4
    return min(points, max(Decimal(0), given)).quantize(Decimal("0.01"))


def said(criterion, value, reason):
    return {"criterion": criterion["criterion"], "value": str(value), "reason": reason}


def self_score(rng, criterion, zeal):
    points = Decimal(criterion["points"])
    if criterion["computed_state"] == "person":
        return said(criterion, quarters(rng.gauss(zeal, 0.08), points), "")
    computed = Decimal(criterion["computed"] or 0)
    more = min(points, computed + quarters(rng.uniform(0.1, 0.3), points))
    if computed == points or rng.random() < 0.72:
        return said(criterion, computed, "")
    return said(criterion, more, REASON_SELF)


def given(criterion, body):
    return Decimal(criterion["assessed"][body]["value"])


def appraised_score(rng, criterion):
    points, own = Decimal(criterion["points"]), given(criterion, "self")
    computed = Decimal(criterion["computed"] or 0)
    if own > computed and criterion["computed_state"] != "person" and rng.random() < 0.75:
        return said(criterion, computed, rng.choice(REASONS_LOWER))
    roll, share = rng.random(), float(own / points)
    lower, higher = quarters(share - rng.uniform(0.06, 0.3), points), quarters(share + 0.15, points)
    if roll < 0.08 and lower < own:
        return said(criterion, lower, rng.choice(REASONS_LOWER))
    if roll > 0.96 and higher > own:
        return said(criterion, higher, REASON_HIGHER)
    return said(criterion, own, rng.choice(REASONS_SAME))


def approved_score(rng, criterion):
    own, appraised = given(criterion, "self"), given(criterion, "appraised")
    if appraised < own and rng.random() < 0.12:
        return said(criterion, own, REASON_BACK)
    return said(criterion, appraised, "")
