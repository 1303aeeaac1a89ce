"""What the modules of planted defects share."""


def is_late(criterion):
    return criterion.rule["kind"] == "lateness"


def is_simple(criterion):
    return criterion.rule["kind"] in ("exists", "per_occurrence", "steps") and not criterion.figures


def takes(kind):
    return lambda criterion: is_simple(criterion) and (not criterion.kinds
                                                       or kind in criterion.kinds)


def counts(criterion):
    """Reads one figure that is a number of things."""
    return len(criterion.figures) == 1 and criterion.figures[0].startswith("Số ") and (
        "km" not in criterion.figures[0] and "đồng" not in criterion.figures[0])
