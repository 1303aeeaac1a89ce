"""The web sites of the demo: the hosts, their names, and the hosts on which a unit's pages may
stand."""
from campaign import people

PROVINCE = "tinhdoan.example"
# Below the province's site, and each unreachable in its own way.
CLOSED, NAMELESS, EXPIRED = f"cu.{PROVINCE}", f"dot1.{PROVINCE}", f"luutru.{PROVINCE}"
NEWS, SHORTENER = "tinnhanh.example", "bit.ly"
# Private addresses that no reader of the evidence can reach; the fetcher never connects to them.
PRIVATE = ("10.20.0.5", "192.168.1.9", "127.0.0.9")


def of_unit(unit):
    return f"{unit.host}.example"


def names():
    """Every host that answers, with the name of its site."""
    found = {of_unit(unit): unit.name for unit in people.UNITS}
    found[PROVINCE] = found[EXPIRED] = people.PROVINCE[1]
    found[NEWS] = "Tin nhanh miền Tây"
    found[SHORTENER] = "Bit.ly"
    return found


def registered():
    """(unit, site): those of the units and of the province, which all units share."""
    return [(people.PROVINCE[0], PROVINCE)] + [(u.code, of_unit(u)) for u in people.UNITS]
