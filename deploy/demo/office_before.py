"""Before the visits of the demo's rounds: what the plans demand, the self-inspection reports of the units with the
days on which those of 2023 arrived, and the samples of grassroots units."""
import json
import subprocess
import uuid
from datetime import date, timedelta

from campaign import documents, people
from campaign.year import OVER

PAPERS = ("Báo cáo tự kiểm tra và bảng tự chấm theo Bộ tiêu chí", "Chương trình, kế hoạch công tác năm và các báo cáo",
          "Sổ đoàn viên, sổ chi đoàn, sổ thu nộp đoàn phí", "Hồ sơ kết nạp đoàn viên mới, trưởng thành Đoàn",
          "Hồ sơ minh chứng gốc của các tiêu chí tự chấm điểm tối đa")
REPORT_DAYS, SAMPLE = 4, 2          # days before the first visit; grassroots units of each unit
LATE = {"HD-TRACU": 1, "HD-DUYENHAI": 3}          # days after the due day, in 2023
WRITTEN = ("HD-CANGLONG", "HD-CAUKE", "HD-TIEUCAN", "TP-TRAVINH")     # of the running year, so far
CHOSEN = {"HD-CANGLONG": (1, 4), "HD-TIEUCAN": (2, 5), "TP-TRAVINH": (0, 3)}
CHANGED = ("HD-TIEUCAN", (2, 6), "Cơ sở chọn trước đang tổ chức đại hội trong ngày kiểm tra.")
# Where the tree has no grassroots units: their names, as the team wrote them down.
NAMES = {"DK-CCQDN": ("Chi đoàn Sở Nội vụ", "Chi đoàn Sở Tài chính", "Chi đoàn Văn phòng Tỉnh ủy", "Đoàn cơ sở Công an tỉnh",
                      "Chi đoàn Bảo hiểm Xã hội tỉnh"),
         "DT-DHTV": ("Liên chi đoàn Khoa Kinh tế, Luật", "Liên chi đoàn Khoa Y, Dược", "Liên chi đoàn Khoa Nông nghiệp, Thủy sản",
                     "Liên chi đoàn Khoa Ngoại ngữ")}
NOTE = "Bản có chữ ký của Bí thư và dấu của đơn vị."


def first_visit(year):
    return date.fromisoformat(year.plan["from"])


def due_on(year):
    """2023: the Monday before the first visit."""
    return first_visit(year) - timedelta(3 if year == OVER else REPORT_DAYS)


def demands(year):
    return {"papers": list(PAPERS), "report_due_on": str(due_on(year)), "sample_size": SAMPLE,
            "sample_by": "lot" if year == OVER else "unit"}


def report_file(unit, year):
    symbol = f"{40 + people.UNITS.index(unit)}-BC/{unit.short}"
    head = documents.heading(unit.name, symbol, "Trà Vinh", due_on(year) - timedelta(2))
    return documents.pdf_bytes(head, f"BÁO CÁO tự kiểm tra công tác Đoàn và phong trào thanh thiếu nhi năm {year.code}", [
        "1. Việc triển khai chủ trương, nghị quyết của Đoàn và sự chỉ đạo của Ban Thường vụ Tỉnh đoàn: đã triển khai đến mọi cơ sở.",
        "2. Kết quả thực hiện chỉ tiêu được giao: nêu từng chỉ tiêu trong bảng kèm theo.",
        "3. Hạn chế, nguyên nhân: một số minh chứng nộp dồn vào cuối kỳ; số liệu phần mềm còn chậm cập nhật.",
        "4. Kiến nghị: không."])


def report(one, unit):
    """The unit's report; a repetition changes nothing."""
    path = f"/units/{unit.code}"
    if one.ask(unit.code.lower(), "GET", path + "/preparation")["report"]["versions"]:
        return
    upload = one.office.person(unit.code.lower()).upload(f"Bao-cao-tu-kiem-tra-{unit.code}.pdf", report_file(unit, one.year),
                                                         "application/pdf")
    made = uuid.uuid5(uuid.NAMESPACE_URL, f"{one.path} {unit.code} report")
    one.ask(unit.code.lower(), "PUT", f"{path}/self-report/{made}", {"uploads": [{"id": upload}], "note": NOTE})


def arrive(one):
    """The reports of 2023 arrived in 2023: the demo sets the store's clock back for them."""
    days = {unit.code: due_on(one.year) + timedelta(LATE.get(unit.code, -(n % 3))) for n, unit in enumerate(people.UNITS)}
    statement = f"""SET session_replication_role = replica;
UPDATE self_report f SET received_at = (d.value || ' 15:20+07')::timestamptz
  FROM unit u, inspection_round r, campaign c, jsonb_each_text('{json.dumps(days, default=str)}') d
 WHERE u.id = f.unit_id AND r.id = f.round_id AND c.id = r.campaign_id AND c.code = '{one.year.code}' AND d.key = u.code
   AND f.version = 1"""
    subprocess.run([one.office.psql, "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", one.office.dsn, "-c", statement], check=True)


def sample(one, unit, username, body):
    path = f"/units/{unit.code}"
    now = one.ask(username, "GET", path + "/preparation")["sample"]
    if len(now["versions"]) > body["seen"]:
        return
    one.ask(username, "PUT", path + "/sample", body)


def draw_all(one, head_of):
    """A lot for each unit, by the head of its team; where the tree has no grassroots units, from their names."""
    for at, unit in enumerate(people.UNITS):
        names = [{"name": name} for name in NAMES.get(unit.code, ())]
        sample(one, unit, head_of(at), {"seen": 0, "draw": True, "units": names})


def choose(one):
    units = {unit.code: unit for unit in people.UNITS}
    for code, picked in CHOSEN.items():
        sample(one, units[code], code.lower(), {"seen": 0, "units": named(units[code], picked)})
    code, picked, reason = CHANGED
    sample(one, units[code], code.lower(), {"seen": 1, "units": named(units[code], picked), "reason": reason})


def named(unit, picked):
    return [{"code": people.grassroots(unit)[at][0]} for at in picked]


def prepare(one, head_of):
    """After the issue of the plan."""
    is_over = one.year == OVER
    for unit in people.UNITS:
        if is_over or unit.code in WRITTEN:
            report(one, unit)
    if is_over:
        arrive(one)
        draw_all(one, head_of)
    else:
        choose(one)
