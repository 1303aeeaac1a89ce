"""The itinerary of the article's round: two teams that share nobody, the days of the article, and the
halves and teams as the system proposes them from the ways between the units."""
import math
import time

from campaign import people

HANG_S, PAUSE_S, ROAD = 600, 0.2, 1.3      # a road is so much longer than the line
START = (9.934, 106.345)                    # the office of Tỉnh đoàn
PLACES = {
    "HD-CANGLONG": (9.985, 106.205), "HD-CAUKE": (9.876, 106.057), "HD-TIEUCAN": (9.812, 106.190),
    "HD-CHAUTHANH": (9.871, 106.344), "HD-CAUNGANG": (9.806, 106.452), "HD-TRACU": (9.681, 106.259),
    "HD-DUYENHAI": (9.667, 106.441), "TX-DUYENHAI": (9.634, 106.492), "TP-TRAVINH": (9.934, 106.345),
    "DK-CCQDN": (9.947, 106.342), "DT-DHTV": (9.923, 106.346)}
TEAMS = 2


def km(one, other):
    north = (one[0] - other[0]) * 111.2
    east = (one[1] - other[1]) * 111.2 * math.cos(math.radians(START[0]))
    return round(ROAD * math.hypot(north, east))


def ways():
    codes = [unit.code for unit in people.UNITS]
    spots = [START] + [PLACES[code] for code in codes]
    return {"units": codes, "km": [[km(one, other) for other in spots] for one in spots]}


def team_of(at):
    """Inspectors 1 and 2 are the first team, 3 and 4 the second, as their visits in the directory are."""
    return at % len(people.INSPECTORS) // TEAMS


def head_of(at):
    return people.INSPECTORS[team_of(at) * TEAMS][0]


def assign(one, units_of):
    for team in range(TEAMS):
        members = people.INSPECTORS[team * TEAMS:(team + 1) * TEAMS]
        one.ask("bien-tap", "PUT", f"/teams/{team + 1}", {
            "seen": 0, "name": f"Đoàn số {team + 1}", "units": units_of(team),
            "members": [{"username": members[0][0], "post": "head", "task": "Phụ trách chung, công tác chỉ đạo"},
                        {"username": members[1][0], "post": "secretary", "task": "Minh chứng, số liệu, biên bản làm việc"}]})


def propose(one, itinerary):
    until = time.monotonic() + HANG_S
    itinerary = one.ask("bien-tap", "POST", "/itinerary/proposals", {"seen": itinerary["version"]})
    while itinerary["proposal"]["state"] == "owed" and time.monotonic() < until:
        time.sleep(PAUSE_S)
        itinerary = one.ask("bien-tap", "GET", "/itinerary")
    return one.ask("bien-tap", "PUT", "/itinerary/visits",
                   {"seen": itinerary["version"], "proposal": itinerary["proposal"]["id"]})


def lay_out(one):
    """Each unit keeps the day of the article, and is visited by the team of its inspector."""
    now = one.ask("bien-tap", "GET", "/itinerary")
    if now["state"] == "issued":
        return
    assign(one, lambda team: [])
    seen = now["version"]
    fixed = [{"unit": unit.code, "day": unit.visited_on, "team": str(team_of(at) + 1)}
             for at, unit in enumerate(people.UNITS)]
    itinerary = one.ask("bien-tap", "PUT", "/itinerary", {"seen": seen, "fixed": fixed, "ways": ways()})
    itinerary = propose(one, itinerary)
    one.ask("bien-tap", "POST", "/itinerary/issue", {"seen": itinerary["version"]})
