"""The two evaluation years of the demo: 2023, which is over, and the running one, which lies
around the day on which it is generated."""
import copy
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

from campaign.papers import plan_symbol

ISSUER = "Ban Thường vụ Tỉnh đoàn Trà Vinh"
DAYS_LEFT, VISITS_AFTER, PAST_MONTHS = 24, 10, 7
HERE = timezone(timedelta(hours=7))


def today():
    return datetime.now(HERE).date()


def working_day(first, nth):
    """The nth one, from 0, from a day on."""
    days = (first + timedelta(n) for n in range(2 * nth + 3))
    return [day for day in days if day.weekday() < 5][nth]


@dataclass(frozen=True)
class Year:
    code: str
    since: date             # the period of the campaign
    until: date
    deadline: date
    first: date             # activities and submissions lie between these days
    last: date
    rush: date              # towards this day units submit what they have left
    plan: dict
    done: float = 1.0       # the share of the period that is over
    visits_from: date = None    # None: the days on which the article has the visits

    @property
    def set_code(self):
        return f"BTC-{self.code}"

    def visited_on(self, unit, at):
        """Two teams visit two units each by turns, each team one a day."""
        return unit.visited_on if self.visits_from is None else str(working_day(self.visits_from, at // 4 * 2 + at % 2))

    def window(self, criterion):
        """The days on which an activity of the criterion can have been: the later one may be
        before the earlier one, as long as its window has not begun."""
        first, last = self.first, self.last
        if criterion.window:
            first = max(first, date.fromisoformat(criterion.window[0]))
            last = min(last, date.fromisoformat(criterion.window[1]))
        return first, last

    def has_begun(self, criterion):
        first, last = self.window(criterion)
        return first <= last


def plan_of(code, number, issued, first, last):
    return {"number": number, "date": str(issued), "issuer": ISSUER,
            "title": "Kiểm tra, đánh giá chất lượng công tác Đoàn và phong trào thanh thiếu nhi "
                     f"năm {code}",
            "from": str(first), "to": str(last)}


DECIDED_BY = "145-QĐ/TĐTN-BTV"  # the decision that publishes the year that is over
OVER = Year(
    "2023", date(2023, 1, 1), date(2023, 12, 31), date(2023, 11, 25), date(2023, 1, 5),
    date(2023, 11, 22), date(2023, 11, 25),
    plan_of("2023", "128-KH/UBKTTĐ", date(2023, 10, 18), date(2023, 11, 2), date(2023, 11, 10)))


def running(on):
    """The calendar year of that day; before August a year that has begun earlier, so that there is
    work of seven months at least on every day."""
    month = on.year * 12 + on.month - 1 - PAST_MONTHS
    since = min(date(on.year, 1, 1), date(month // 12, month % 12 + 1, 1))
    until = since.replace(year=since.year + 1) - timedelta(1)
    deadline, yesterday = on + timedelta(DAYS_LEFT), on - timedelta(1)
    visits = working_day(deadline + timedelta(VISITS_AFTER), 0)
    code = str(on.year)
    return Year(code, since, until, deadline, since + timedelta(4), yesterday, yesterday,
                plan_of(code, plan_symbol(on - timedelta(12)), on - timedelta(12), visits, working_day(visits, 5)),
                (on - since).days / 365, visits)


def in_year(text, year):
    """A day or a text of 2023 as it is in the year; each calendar month is there once."""
    return text.replace(OVER.code, year.code)


def moved(text, year):
    """The first day of this month and day from the beginning of the year on."""
    day = date.fromisoformat(text)
    there = day.replace(year=year.since.year)
    return there if there >= year.since else day.replace(year=year.since.year + 1)


def groups_of(groups, year):
    """The criteria set of 2023 for another year."""
    found = copy.deepcopy(groups)
    for criterion in (k for g in found for c in g.contents for k in c.criteria):
        criterion.name = in_year(criterion.name, year)
        criterion.activities = tuple(in_year(a, year) for a in criterion.activities)
        if criterion.window:
            first, last = (moved(day, year) for day in criterion.window)
            if last < first:
                last = last.replace(year=last.year + 1)
            criterion.window = str(first), str(last)
    return found
