"""Planted defects of figures and documents against other submissions; see defects.py.  The
submissions that one is judged against are filed with it: its companions, which are clean."""
from campaign import people
from campaign.defects_base import takes
from campaign.pieces import SKIPPED

TRIES = 200


class Past:
    """Methods of the planter, one for each code."""

    def reports(self, criterion, units):
        """A report of each of the units for a criterion, filed in that order."""
        for _ in range(TRIES):
            found = [self.maker.piece(self.rng, unit, criterion, (), "report", False)
                     for unit in units]
            for piece in found:
                piece.figures, piece.symbol = [], ""
            found.sort(key=lambda p: (p.received, p.occurred))
            if len(found) == 1 or found[-1].received > found[-2].received:
                return found
        raise ValueError("no two days")

    def somewhere(self, fits):
        """A criterion and a unit that submits for it, by turns."""
        criterion = self.rng.choice([k for k in self.maker.criteria if fits(k)])
        units = [u for u in people.UNITS if (u.code, criterion.code) not in SKIPPED]
        self.at += 1
        return criterion, units[self.at % len(units)]

    def around(self, piece, companions):
        piece.companions = companions
        return piece

    def figure_outlier_own(self):
        criterion, unit = self.somewhere(takes("report"))
        *before, piece = self.reports(criterion, [unit] * 8)
        name = f"Số lượt tư vấn đợt {self.at}"
        for at, other in enumerate(before):
            other.figures = [(name, str(90 + 7 * at))]
        piece.figures = [(name, str(self.rng.randint(100, 130) * 10))]
        return self.around(piece, before)

    def figure_outlier_peers(self):
        criterion, _ = self.somewhere(takes("report"))
        *before, piece = self.reports(criterion, [
            u for u in people.UNITS if u.peer_group == people.CLUSTER
            and (u.code, criterion.code) not in SKIPPED])
        name = f"Số phần quà trao dịp {self.at}"
        for other in before:
            other.figures = [(name, str(self.rng.randint(80, 160)))]
        piece.figures = [(name, str(self.rng.randint(150, 300) * 10))]
        return self.around(piece, before)

    def in_turn(self, criterion, unit):
        """Two reports on different days, the earlier day first."""
        for _ in range(TRIES):
            first, last = sorted(self.reports(criterion, [unit] * 2), key=lambda p: p.occurred)
            if first.occurred < last.occurred:
                return first, last
        raise ValueError("no two days")

    def figure_falls(self):
        first, last = self.in_turn(*self.somewhere(takes("report")))
        value = self.rng.randint(200, 400)
        first.figures = [(f"Lũy kế số suất học bổng nguồn {self.at}", str(value))]
        last.figures = [(f"Lũy kế số suất học bổng nguồn {self.at}", str(value - 30))]
        return self.around(last, [first])

    def figure_below_plan(self):
        """By turns a figure that is called planned, and one of the plan itself."""
        says = self.at % 2 == 0
        criterion, unit = self.somewhere(
            lambda k: takes("report")(k) and (says or takes("document")(k)) and not k.window)
        value, name = self.rng.randint(200, 400), f"Số suất quà khu vực {self.at}"
        for _ in range(TRIES):
            plan, piece = self.in_turn(criterion, unit)
            if not says:
                plan = self.maker.piece(self.rng, unit, criterion, (), "document", True)
            if plan.occurred < piece.occurred and (says or plan.title.startswith("Kế hoạch ")):
                break
        plan.figures = [(name + " (dự kiến)" if says else name, str(value))]
        piece.figures = [(name, str(value * 6 // 10))]
        return self.around(piece, [plan])

    def document_cited_often(self):
        _, unit = self.somewhere(takes("report"))
        criteria = self.rng.sample([k for k in self.maker.criteria if takes("report")(k)
                                    and (unit.code, k.code) not in SKIPPED and not k.window], 5)
        for _ in range(TRIES):
            found = [self.reports(criterion, [unit])[0] for criterion in criteria]
            found.sort(key=lambda p: p.received)
            if found[-1].received > found[-2].received:
                break
        symbol = self.maker.desk.symbol(unit, "BC")
        for piece in found:
            piece.symbol = symbol
        return self.around(found[-1], found[:-1])


CODES = ("figure.outlier_own", "figure.outlier_peers", "figure.falls", "figure.below_plan",
         "document.cited_often")
