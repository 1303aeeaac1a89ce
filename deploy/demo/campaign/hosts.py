"""The web sites of the demo: which hosts there are, what each is called, on which of them a
unit's pages may stand."""
from campaign import people

PROVINCE = "tinhdoan.example"
# Below the province's site, and each out of reach in its own way.
CLOSED, NAMELESS, EXPIRED = f"cu.{PROVINCE}", f"dot1.{PROVINCE}", f"luutru.{PROVINCE}"
NEWS, SHORTENER = "tinnhanh.example", "bit.ly"
# Addresses that no reader of the evidence can reach; nobody is ever asked there.
PRIVATE = ("10.20.0.5", "192.168.1.9", "127.0.0.9")


def of_unit(unit):
    return f"{unit.host}.example"


def names():
    """Every host that answers, with what its site is called."""
    found = {of_unit(unit): unit.name for unit in people.UNITS}
    found[PROVINCE] = found[EXPIRED] = people.PROVINCE[1]
    found[NEWS] = "Tin nhanh miền Tây"
    found[SHORTENER] = "Bit.ly"
    return found


def registered():
    """(unit, site): of the units and of the province, which is everybody's."""
    return [(people.PROVINCE[0], PROVINCE)] + [(u.code, of_unit(u)) for u in people.UNITS]
