// entries.ts — where each role's navigation leads.  The first four entries stand on a phone's bar,
// the others under "Thêm"; the middle one files.
import { Account, mayFile } from "../api";
import type { IconName } from "../parts/icon";
import { t } from "../words";

export interface Entry { place: string; name: string; icon: IconName }

const BOARD: Entry = { place: "/bang-diem", name: t("Bảng điểm"), icon: "chart" };
const TODAY: Entry = { place: "/", name: t("Hôm nay"), icon: "today" };
const FILE: Entry = { place: "/nop", name: t("Nộp"), icon: "add" };
const INBOX: Entry = { place: "/tin-bao", name: t("Tin báo"), icon: "bell" };
const FAULTS: Entry = { place: "/can-sua", name: t("Lỗi"), icon: "alert" };
const CHECKS: Entry = { place: "/quy-tac", name: t("Quy tắc"), icon: "book" };
const RULES: Entry = { place: "/quy-tac-so-lieu", name: t("Quy tắc số liệu"), icon: "figures" };
const SITES: Entry = { place: "/trang-web", name: t("Trang web"), icon: "globe" };
const ROUNDS: Entry = { place: "/kiem-tra", name: t("Kiểm tra"), icon: "map" };
const ASKED: Entry = { place: "/kien-nghi", name: t("Kiến nghị"), icon: "flag" };
const ACCOUNTS: Entry = { place: "/tai-khoan", name: t("Tài khoản"), icon: "people" };
const KEYS: Entry = { place: "/khoa-truy-cap", name: t("Khóa truy cập"), icon: "lock" };
const UNITS: Entry = { place: "/don-vi", name: t("Đơn vị"), icon: "units" };
const CAMPAIGNS: Entry = { place: "/dot", name: t("Các đợt"), icon: "today" };
const START: Entry = { place: "/bat-dau", name: t("Chuẩn bị đợt"), icon: "next" };
const SHEET: Entry = { place: "/nop-bang", name: t("Nộp bằng bảng tính"), icon: "sheet" };

const REGISTER: Entry = { place: "/so-van-ban", name: t("Sổ văn bản đi"), icon: "book" };
const QUEUE: Entry = { place: "/cho-gui", name: t("Chờ gửi"), icon: "again" };

function ofUnit(unit: string, role: string): Entry[] {
  const criteria: Entry = { place: "/tieu-chi", name: t("Tiêu chí"), icon: "list" };
  const self: Entry = { place: `/don-vi/${unit}/danh-gia`, name: t("Tự chấm"), icon: "scales" };
  const results: Entry = { place: `/don-vi/${unit}/ket-qua`, name: t("Kết quả"), icon: "chart" };
  const faults: Entry = { ...FAULTS, name: t("Cần sửa") };
  return role === "council"
    ? [TODAY, self, FILE, criteria, faults, results, ASKED, ROUNDS, INBOX, QUEUE, SHEET, CHECKS]
    : [TODAY, criteria, FILE, INBOX, faults, self, results, ASKED, ROUNDS, QUEUE, SHEET, CHECKS];
}

// `province`: the unit whose office keeps the register.
export function entriesOf(account: Account, province: string): Entry[] {
  if (account.unit && mayFile(account) && account.role !== "admin") {
    const own = ofUnit(account.unit, account.role);
    return account.role === "council" && account.unit === province ? [...own, REGISTER] : own;
  }
  switch (account.role) {
    case "inspector":
      return [TODAY, ROUNDS, FAULTS, BOARD, ASKED, REGISTER, INBOX, QUEUE, CHECKS];
    case "committee":
      return [{ ...BOARD, place: "/", name: t("Toàn tỉnh") }, ROUNDS, FAULTS, ASKED, REGISTER, INBOX, CHECKS];
    case "editor":
      return [TODAY, CHECKS, BOARD, ROUNDS, RULES, ASKED, REGISTER, CAMPAIGNS, START, SITES, INBOX];
    case "admin":
      return [{ ...TODAY, name: t("Hệ thống") }, ACCOUNTS, UNITS, CAMPAIGNS, START, BOARD, KEYS, SITES, INBOX, FILE, QUEUE, CHECKS, SHEET];
    default:
      return [{ ...BOARD, place: "/" }, CHECKS, INBOX];
  }
}
