"""The inspection rounds of the demo's two campaigns, over the API: the round of the article with its
visits, conclusion and seven recommendations, closed, and the round of the running year, issued."""
import time
import uuid

import office_before
import office_itinerary
from campaign import people
from campaign.year import OVER, today
from campaign.year import running as running_year

OUTLINE = ("1. Việc triển khai chủ trương, nghị quyết của Đoàn và sự chỉ đạo của Ban Thường vụ Tỉnh đoàn.\n"
           "2. Kết quả công tác Đoàn và phong trào thanh thiếu nhi; việc thực hiện chỉ tiêu được giao.\n"
           "3. Minh chứng Bộ tiêu chí, số liệu, việc sử dụng phần mềm Quản lý đoàn viên.")

# The seven of the article: what, by what one sees that it is done, how many units are done with it.
ASKED = (
    ("Tiếp tục phát huy tốt vai trò của Internet, mạng xã hội, trang thông tin điện tử; thực hiện tốt cuộc vận động “Mỗi "
     "ngày một tin tốt, mỗi tuần một câu chuyện đẹp”.", "Mỗi ngày có tin tốt, mỗi tuần có câu chuyện đẹp.", 7),
    ("Phát huy tốt vai trò của thanh niên trong các phong trào hành động cách mạng, các chương trình đồng hành với thanh "
     "niên, chung tay xây dựng nông thôn mới, đô thị văn minh.", "Có công trình, phần việc thanh niên tại địa phương.", 6),
    ("Tiếp tục triển khai tốt các công trình, phần việc “Vì đàn em thân yêu”; tuyên truyền phòng chống đuối nước, tai nạn "
     "thương tích và xâm hại trẻ em.", "Có kế hoạch và kết quả tuyên truyền.", 8),
    ("Quan tâm công tác tạo nguồn cán bộ Đoàn, rà soát, bổ sung quy hoạch; rà soát cán bộ Đoàn quá tuổi.",
     "Có danh sách rà soát và báo cáo cấp ủy.", 4),
    ("Quan tâm phát triển đoàn viên mới; triển khai thường xuyên, hiệu quả các nghiệp vụ trên phần mềm Quản lý đoàn viên.",
     "Số liệu phần mềm đúng, đủ từng tháng.", 5),
    ("Triển khai có hiệu quả Hướng dẫn xây dựng chi đoàn mạnh, Đoàn cơ sở 3 chủ động; nâng cao chất lượng công tác kiểm "
     "tra, giám sát.", "Có kế hoạch, biên bản kiểm tra của đơn vị.", 6),
    ("Tăng cường nghiên cứu văn bản, thực hiện đúng, đầy đủ yêu cầu minh chứng tiêu chí; thực hiện tốt chế độ thông tin, "
     "báo cáo.", "Minh chứng không còn lỗi; báo cáo đúng hạn.", 3))
DUE = "2024-03-31"
PATIENCE_S = 120
# What the committee writes beside what is counted.
STRENGTHS = ("Các đơn vị bám sát nghị quyết đại hội, triển khai chương trình công tác năm bằng nhiều hình thức.",
             "Tuyên truyền trên mạng xã hội, trang thông tin của đoàn cấp huyện có đổi mới, đều hơn năm trước.",
             "Hoạt động vì thiếu niên, nhi đồng gắn với phòng chống đuối nước được nhiều đơn vị làm tốt.")
CONCLUSION = {"symbol": "140-TB/UBKTTĐ", "dated": "2023-11-20"}
# What the team records at the riskiest items of a unit, by turns.
MARKS = (("wrong", "Đối chiếu hồ sơ gốc: chưa đúng như đã báo."), ("unclear", "Đơn vị bổ sung hồ sơ trong ba ngày."),
         ("right", "Đã xem hồ sơ gốc."), ("right", "Đủ hồ sơ, đúng số liệu."))
OBJECTS = "DT-DHTV"                  # the unit that does not agree with its minutes
OBJECTION = "Đơn vị còn hồ sơ lưu ở cơ sở chưa kịp xuất trình; đề nghị ghi nhận khi kết luận."
RETURNED = "Báo cáo chưa nêu kết quả cụ thể; đề nghị bổ sung số liệu."


class Round:
    def __init__(self, office, year):
        self.office, self.year = office, year
        self.path = f"/campaigns/{year.code}/rounds/KT-{year.code}"

    def ask(self, username, method, more="", body=None):
        return self.office.ask(username, method, self.path + more, body)

    def plan(self):
        plan = self.year.plan
        self.ask("bien-tap", "PUT", body={
            "seen": 0, "kind": "year_end", "form": "on_site", "title": plan["title"], "symbol": plan["number"],
            "dated": plan["date"], "authority": plan["issuer"], "outline": OUTLINE, "period_from": plan["from"],
            "period_to": plan["to"], "units": [unit.code for unit in people.UNITS],
            **office_before.demands(self.year)})

    def assign(self):
        """The days of the running year stand in the teams; its itinerary is still to be laid out."""
        office_itinerary.assign(self, lambda team: [
            {"unit": unit.code, "visited_on": self.year.visited_on(unit, at)}
            for at, unit in enumerate(people.UNITS) if office_itinerary.team_of(at) == team])

    def move(self, to):
        document = {"symbol": self.year.plan["number"], "dated": self.year.plan["date"]} if to == "issued" else None
        self.ask("thuong-vu", "POST", "/steps", {"to": to, "document": document})

    def visit(self, unit, at):
        """The visit of a unit to its end: records, a finding, minutes that both sides have settled."""
        head, path = office_itinerary.head_of(at), f"/units/{unit.code}"
        minutes = self.ask(head, "GET", path + "/minutes")
        if minutes["state"] == "locked":
            return
        visit = self.ask(head, "POST", path + "/visit")
        made_at = f"{visit['visited_on']}T02:00:00Z"
        photos = [{"upload": self.office.upload_photo(head, "ho-so-goc.jpg"), "caption": "Hồ sơ xuất trình tại buổi làm việc",
                   "alt": "Ảnh chụp hồ sơ gốc của đơn vị"}] if at == 0 else []
        for item, (mark, note) in zip(visit["items"], MARKS):
            self.ask(head, "PUT", f"{path}/visit/entries/{self.id_of(unit, item)}",
                     {"item": item["key"], "mark": mark, "note": note, "photos": photos, "made_at": made_at})
            photos = []
        self.find(head, path, unit, visit["items"], made_at)
        if minutes["state"] == "none":
            team = ", ".join(member["full_name"] for member in minutes["team"]["members"])
            draft = self.ask(head, "GET", path + "/minutes")["draft"]
            minutes = self.ask(head, "PUT", path + "/minutes", {
                "seen": 0, "held_on": visit["visited_on"], "place": unit.name, "team": team, "text": draft})
        acts = [(head, "signed", "")]
        acts += [(unit.code.lower(), "objected", OBJECTION), (head, "locked", "")] if unit.code == OBJECTS else [
            (unit.code.lower(), "confirmed", "")]
        done = len(minutes["versions"][0]["acts"])
        for username, act, text in acts[done:]:
            self.ask(username, "POST", path + "/minutes/acts", {"act": act, "version": 1, "text": text})

    def id_of(self, unit, item):
        return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{self.path} {unit.code} {item['key']}"))

    def find(self, head, path, unit, items, made_at):
        """A self score that the evidence does not carry becomes a finding that proposes the computed one."""
        claims = [item for item in items if item["kind"] == "claim" and float(item["risk"]) >= 1]
        for item in claims[:1]:
            self.ask(head, "PUT", f"{path}/visit/findings/{self.id_of(unit, item)}", {
                "severity": "error", "criterion": item["criterion"]["code"], "text": f"{item['title']}: {item['why']}.",
                "cause": "Tự chấm theo báo cáo, chưa theo minh chứng.", "place": "Hồ sơ tự chấm",
                "lowers_to": f"{float(item['claimed']) - float(item['risk']):.2f}",
                "reason": "Phần chênh không có minh chứng.", "made_at": made_at})

    def conclude(self):
        """What the system drafts of strengths and limits, with the recommendations of the article."""
        drafted = self.ask("thuong-vu", "GET", "/conclusion")
        if drafted["state"] == "none":
            lines = [line for line in drafted["lines"] if line["section"] != "recommendation"]
            lines += [{"section": "strength", "text": text} for text in STRENGTHS]
            lines += [{"section": "recommendation", "text": text, "measure": measure, "due_on": DUE} for text, measure, _ in ASKED]
            self.ask("thuong-vu", "PUT", "/conclusion", {"seen": 0, "lines": lines})
        self.ask("thuong-vu", "POST", "/conclusion/issue", {"version": 1, **CONCLUSION})

    def follow_up(self):
        """How far the units are with what the conclusion asks of them."""
        found = self.office.ask("thuong-vu", "GET", f"/campaigns/{self.year.code}/recommendations")["items"]
        known = {one["text"]: one for one in found}
        for text, _, done in ASKED:
            asked = known[text]
            state = {unit["unit"]: unit["state"] for unit in asked["units"]}
            for at, unit in enumerate(people.UNITS[:done + 1]):
                path = f"/recommendations/{asked['id']}/units/{unit.code}/acts"
                if state[unit.code] == "open":
                    self.office.ask(unit.code.lower(), "POST", path,
                                    {"act": "reported", "text": f"{unit.name} đã thực hiện."})
                if state[unit.code] in ("open", "reported"):
                    self.office.ask("thuong-vu", "POST", path, {"act": "accepted"} if at < done else
                                    {"act": "returned", "text": RETURNED})


    def made(self, paper):
        """Waits until the worker has made what was asked for."""
        for _ in range(PATIENCE_S * 5):
            found = self.office.ask("thuong-vu", "GET", f"/papers/{paper}")
            if found["state"] != "owed":
                return found["state"]
            time.sleep(0.2)
        raise SystemExit(f"paper {paper} is not made")

    def write_papers(self):
        """Plan, conclusion, the table of what became of it and the minutes of each unit, made and issued."""
        wanted = [{"kind": "plan"}, {"kind": "conclusion"}, {"kind": "follow_up"}] + [{"kind": "minutes", "unit": unit.code} for unit in people.UNITS]
        papers = []
        for body in wanted:
            papers.append(str(uuid.uuid5(uuid.NAMESPACE_URL, f"{self.path} {body}")))
            self.ask("thuong-vu", "PUT", f"/papers/{papers[-1]}", body)
        for paper in papers:
            if self.made(paper) == "made":
                self.office.ask("thuong-vu", "POST", f"/papers/{paper}/issue", {})
        for paper in papers:
            self.made(paper)


def hold(office, year, steps):
    """The round, unless it is planned already and has begun."""
    one = Round(office, year)
    path = f"/campaigns/{year.code}/rounds"
    known = {r["code"]: r["state"] for r in office.ask("bien-tap", "GET", path)["items"]}
    state = known.get(f"KT-{year.code}", "draft")
    if state == "draft":
        one.plan()
        if year == OVER:
            office_itinerary.lay_out(one)
        else:
            one.assign()
    for to in steps[steps.index(state) + 1 if state in steps else 0:]:
        if to == "concluded":
            for at, unit in enumerate(people.UNITS):
                one.visit(unit, at)
        if to == "closed":
            one.conclude()
            one.follow_up()
        one.move(to)
        if to == "issued":
            office_before.prepare(one, office_itinerary.head_of)
    if "closed" in steps:
        one.write_papers()


def hold_rounds(office):
    hold(office, OVER, ["issued", "under_way", "concluded", "closed"])
    hold(office, running_year(today()), ["issued"])
