"""The register of outgoing papers in the demo, over the API: the books that the office of the
province took over from paper, with the papers of both inspection rounds and of the publication."""
from datetime import date

from campaign.papers import FIRST, plans_before
from campaign.people import PROVINCE
from campaign.year import DECIDED_BY, OVER, today
from campaign.year import running as running_year
from office_rounds import CONCLUSION

OFFICE, BY = "thuong-vu", "Phó Bí thư Thường trực"
ALL_UNITS = "Các huyện, thị, thành đoàn, đoàn trực thuộc; lưu Văn phòng"
TERM = {"unit": PROVINCE[0], "term": "Nhiệm kỳ 2022–2027", "term_from": "2022-10-01"}
COMMITTEE, BOARD = "Ủy ban Kiểm tra Tỉnh đoàn Trà Vinh", "Tỉnh đoàn Trà Vinh"
BOOKS = {"KH-UBKTTD-2022": ("KH", "UBKTTĐ", COMMITTEE, FIRST), "TB-UBKTTD-2022": ("TB", "UBKTTĐ", COMMITTEE, 140),
         "QD-TDTN-2022": ("QĐ", "TĐTN", BOARD, 145)}
LATE = "Điều chỉnh thành phần các đoàn kiểm tra năm 2023"
RESERVED = "Phúc tra sau kiểm tra cuối năm"
REASON = "Không thực hiện: lồng ghép vào đợt kiểm tra giữa năm"


class Register:
    def __init__(self, office):
        self.office = office

    def open_books(self):
        for code, (kind, issuer, name, first) in BOOKS.items():
            self.office.ask(OFFICE, "PUT", f"/register/books/{code}",
                            {**TERM, "type": kind, "issuer": issuer, "issuer_name": name, "first_number": first})

    def take(self, book, key, subject, **more):
        """The same key takes no second number."""
        taken = self.office.ask(OFFICE, "POST", f"/register/books/{book}/entries", {"subject": subject, **more}, f"demo-{key}")
        return taken["items"][0]

    def issue(self, book, key, subject, dated, wanted=None, **more):
        entry = self.take(book, key, subject, dated=str(dated), signer=BY, recipients=ALL_UNITS, **more)
        if wanted not in (None, entry["symbol"]):
            raise SystemExit(f"the register gives {entry['symbol']} to {wanted}")
        return entry

    def plan(self, year):
        about = {"kind": "round", "campaign": year.code, "code": f"KT-{year.code}"}
        self.issue("KH-UBKTTD-2022", f"plan-{year.code}", year.plan["title"], year.plan["date"], year.plan["number"], about=about)


def keep_register(office):
    register, running = Register(office), running_year(today())
    register.open_books()
    register.plan(OVER)
    register.issue("TB-UBKTTD-2022", "conclusion", "Kết luận kiểm tra công tác Đoàn năm 2023", CONCLUSION["dated"],
                   CONCLUSION["symbol"], about={"kind": "conclusion", "campaign": OVER.code, "code": f"KT-{OVER.code}"})
    register.issue("QD-TDTN-2022", "decision", "Công bố kết quả đánh giá công tác Đoàn năm 2023", "2023-12-20", DECIDED_BY,
                   department="BTV", about={"kind": "publication", "campaign": OVER.code})
    register.issue("KH-UBKTTD-2022", "late", LATE, "2023-10-25", behind=FIRST)
    plans = [register.issue("KH-UBKTTD-2022", f"plan-{day}", subject, day)
             for day, subject in plans_before(date.fromisoformat(running.plan["date"]))]
    register.plan(running)
    register.take("KH-UBKTTD-2022", "reserved", RESERVED, state="reserved")
    if plans:
        office.ask(OFFICE, "POST", f"/register/books/KH-UBKTTD-2022/entries/{plans[-1]['label']}/cancel", {"reason": REASON})
