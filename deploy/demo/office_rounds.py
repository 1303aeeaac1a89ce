"""The inspection rounds of the demo's two campaigns, over the API: the round of the article with its
seven recommendations, closed, and the round of the running year, issued."""
from campaign import people
from campaign.year import OVER, today
from campaign.year import running as running_year

HEADS = [username for username, _ in people.INSPECTORS]
OUTLINE = ("1. Việc triển khai chủ trương, nghị quyết của Đoàn và sự chỉ đạo của Ban Thường vụ Tỉnh đoàn.\n"
           "2. Kết quả công tác Đoàn và phong trào thanh thiếu nhi; việc thực hiện chỉ tiêu được giao.\n"
           "3. Minh chứng Bộ tiêu chí, số liệu, việc sử dụng phần mềm Quản lý đoàn viên.")


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
            "period_to": plan["to"], "units": [unit.code for unit in people.UNITS]})

    def assign(self):
        """Two inspectors a team, by turns as the visits of the directory are."""
        for at, head in enumerate(HEADS):
            units = [{"unit": unit.code, "visited_on": self.year.visited_on(unit, n)}
                     for n, unit in enumerate(people.UNITS) if n % len(HEADS) == at]
            self.ask("bien-tap", "PUT", f"/teams/{at + 1}", {
                "seen": 0, "name": f"Đoàn kiểm tra số {at + 1}", "units": units,
                "members": [{"username": head, "post": "head", "task": "Phụ trách chung, công tác chỉ đạo"},
                            {"username": HEADS[(at + 1) % len(HEADS)], "post": "secretary",
                             "task": "Minh chứng, số liệu, biên bản làm việc"}]})

    def move(self, to):
        document = {"symbol": self.year.plan["number"], "dated": self.year.plan["date"]} if to == "issued" else None
        self.ask("thuong-vu", "POST", "/steps", {"to": to, "document": document})


def hold(office, year, steps):
    """The round, unless it is planned already and has begun."""
    one = Round(office, year)
    path = f"/campaigns/{year.code}/rounds"
    known = {r["code"]: r["state"] for r in office.ask("bien-tap", "GET", path)["items"]}
    state = known.get(f"KT-{year.code}", "draft")
    if state == "draft":
        one.plan()
        one.assign()
    for to in steps[steps.index(state) + 1 if state in steps else 0:]:
        one.move(to)


def hold_rounds(office):
    hold(office, OVER, ["issued", "under_way", "concluded", "closed"])
    hold(office, running_year(today()), ["issued"])
