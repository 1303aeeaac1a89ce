"""The plans that the inspection committee of the province issued after that of the article, year by
year: with them the number of a later plan follows from the register."""
from datetime import date

FIRST = 128                     # of the article's plan; the book was kept on paper until then
SINCE = date(2023, 10, 18)
EACH_YEAR = (((2, 20), "Chương trình kiểm tra, giám sát của Ủy ban Kiểm tra Tỉnh đoàn năm {}"),
             ((3, 15), "Giám sát chuyên đề công tác đoàn viên và thu nộp đoàn phí năm {}"),
             ((6, 5), "Kiểm tra giữa năm công tác Đoàn và phong trào thanh thiếu nhi năm {}"),
             ((8, 12), "Giám sát việc thực hiện Quy chế cán bộ Đoàn năm {}"))


def plans_before(day):
    """(day, subject) of each plan after the article's and before this day."""
    found = [(date(year, *on), subject.format(year)) for year in range(SINCE.year, day.year + 1)
             for on, subject in EACH_YEAR]
    return [plan for plan in found if SINCE < plan[0] < day]


def plan_symbol(day):
    """Of the plan that is issued on this day."""
    return f"{FIRST + 1 + len(plans_before(day))}-KH/UBKTTĐ"
