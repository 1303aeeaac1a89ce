// templates.ts — the office's lists, with the headings that the services look for.
import { fixed, t } from "../words";
import type { Template } from "./list-import";

export const unitsTemplate = (): Template => ({
  file: "don-vi.csv",
  head: ["Mã đơn vị", "Tên đơn vị", "Loại", "Mã cấp trên"].map(fixed),
  rows: [["TINH", t("Tỉnh đoàn"), fixed("tỉnh"), ""], ["HD-01", t("Huyện đoàn Một"), fixed("huyện"), "TINH"]],
});
export const actTemplate = (): Template => ({
  file: "van-ban-don-vi.csv",
  head: ["Mã cũ", "Mã mới", "Tên mới", "Loại", "Mã cấp trên mới", "Tỷ lệ"].map(fixed),
  rows: [["X-01", "X-03", t("Xã đoàn Mới"), fixed("xã"), "TINH", ""], ["X-02", "X-03", t("Xã đoàn Mới"), fixed("xã"), "TINH", ""]],
});
export const targetsTemplate = (): Template => ({
  file: "chi-tieu.csv",
  head: ["Mã đơn vị", "Mã tiêu chí", "Chỉ tiêu", "Tiến độ"].map(fixed),
  rows: [["HD-01", "1.1.1", "1200", "30/06/2026: 50; 31/12/2026: 100"]],
});
export const cadresTemplate = (): Template => ({
  file: "can-bo.csv",
  head: ["Mã đơn vị", "Họ và tên", "Ngày sinh", "Chức danh", "Khu vực", "Giữ chức từ", "Hết nhiệm kỳ", "Tình trạng", "Ghi chú"].map(fixed),
  rows: [["HD-01", t("Họ và tên"), "02/11/1990", fixed("Bí thư cấp huyện"), "", "01/01/2024", "30/06/2027", "", ""]],
});
export const accountsTemplate = (): Template => ({
  file: "tai-khoan.csv",
  head: ["Tên đăng nhập", "Họ và tên", "Vai trò", "Mã đơn vị", "Thư điện tử"].map(fixed),
  rows: [["hd-01", t("Cán bộ Huyện đoàn Một"), fixed("Cán bộ đơn vị"), "HD-01", ""], ["kiem-tra-1", t("Đoàn kiểm tra số 1"), fixed("Đoàn kiểm tra"), "", ""]],
});
