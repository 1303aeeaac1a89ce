-- The kinds of papers, and the names that a template of each kind may use: what an office finds in the list
-- beside its templates, what the check of a template holds against it, and what paper_data gives.

-- `subject`: what a paper is about; `is_numbered`: it gets a number when it is issued.
-- Internal.
CREATE OR REPLACE FUNCTION paper_kinds() RETURNS TABLE (kind text, subject text, is_numbered boolean, sort integer, title text)
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  VALUES ('plan', 'round', true, 1, 'Kế hoạch'), ('team_decision', 'round', true, 2, 'Quyết định thành lập đoàn'),
         ('outline', 'round', false, 3, 'Đề cương báo cáo'), ('itinerary', 'round', false, 4, 'Lịch làm việc'),
         ('unit_notice', 'unit', true, 5, 'Thông báo kiểm tra'), ('self_score', 'unit', false, 6, 'Biểu tự chấm điểm'),
         ('checklist', 'unit', false, 7, 'Danh mục kiểm tra'), ('minutes', 'unit', false, 8, 'Biên bản kiểm tra'),
         ('appraisal', 'unit', false, 9, 'Phiếu thẩm định'), ('conclusion', 'round', true, 10, 'Thông báo kết luận'),
         ('news', 'round', false, 11, 'Tin về cuộc kiểm tra'), ('follow_up', 'round', false, 12, 'Theo dõi kiến nghị'),
         ('results', 'round', false, 13, 'Bảng tổng hợp kết quả'), ('decision', 'round', true, 14, 'Quyết định công nhận kết quả'),
         ('certificate', 'unit', true, 15, 'Giấy chứng nhận kết quả')
$$;

-- Whether a kind of paper is a table, which an office also wants as a workbook.
-- Internal.
CREATE OR REPLACE FUNCTION is_paper_table(kind text) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT kind IN ('itinerary', 'self_score', 'follow_up', 'results', 'checklist', 'appraisal', 'decision')
$$;

-- Names that every paper has, and those of its kind; within a list after a dot.
-- Internal.
CREATE OR REPLACE FUNCTION paper_words(wanted text) RETURNS TABLE (name text, type text, what text)
LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
  SELECT w.name, w.type, w.what
    FROM (VALUES
      ('', 'so_ky_hieu', 'text', 'Số và ký hiệu; trống khi chưa ban hành'), ('', 'ngay_ky', 'date', 'Ngày ban hành; trống khi chưa ban hành'),
      ('', 'thay_the', 'text', 'Văn bản mà văn bản này thay'), ('', 'ngay_lap', 'date', 'Ngày làm văn bản'),
      ('', 'tinh', 'text', 'Tên tỉnh'), ('', 'dia_danh', 'text', 'Nơi ban hành'), ('', 'nam', 'text', 'Năm đánh giá'),
      ('', 'cuoc', 'text', 'Tên cuộc kiểm tra'), ('', 'hinh_thuc', 'text', 'Hình thức kiểm tra'), ('', 'tham_quyen', 'text', 'Cấp quyết định cuộc kiểm tra'),
      ('', 'so_ke_hoach', 'text', 'Số và ký hiệu kế hoạch'), ('', 'ngay_ke_hoach', 'date', 'Ngày kế hoạch'),
      ('', 'tu_ngay', 'date', 'Ngày đầu của cuộc kiểm tra'), ('', 'den_ngay', 'date', 'Ngày cuối của cuộc kiểm tra'),
      ('', 'moc_tu', 'date', 'Ngày đầu của mốc số liệu'), ('', 'moc_den', 'date', 'Ngày cuối của mốc số liệu'),
      ('', 'so_don_vi', 'number', 'Số đơn vị được kiểm tra'),
      ('plan unit_notice outline', 'noi_dung', 'text', 'Đề cương, nội dung kiểm tra'), ('plan unit_notice', 'tieu_chi', 'list', 'Tiêu chí được kiểm tra; trống: tất cả'),
      ('plan unit_notice', 'tieu_chi.ma', 'text', 'Mã tiêu chí'), ('plan unit_notice', 'tieu_chi.ten', 'text', 'Tên tiêu chí'),
      ('plan itinerary', 'lich', 'list', 'Lịch kiểm tra, mỗi đơn vị một dòng'), ('plan itinerary', 'lich.don_vi', 'text', 'Tên đơn vị'),
      ('plan itinerary', 'lich.ngay', 'date', 'Ngày kiểm tra'), ('plan itinerary', 'lich.buoi', 'text', 'Buổi: Sáng, Chiều, Cả ngày'),
      ('plan itinerary', 'lich.doan', 'text', 'Tên đoàn kiểm tra'), ('plan itinerary', 'lich.hinh_thuc', 'text', 'Hình thức kiểm tra'),
      ('plan team_decision', 'so_doan', 'number', 'Số đoàn kiểm tra'), ('plan team_decision', 'doan', 'list', 'Các đoàn kiểm tra'),
      ('plan team_decision', 'doan.ten', 'text', 'Tên đoàn'), ('plan team_decision', 'doan.don_vi', 'text', 'Các đơn vị mà đoàn kiểm tra'),
      ('plan team_decision', 'doan.thanh_vien', 'list', 'Thành viên của đoàn'), ('plan team_decision', 'doan.thanh_vien.ho_ten', 'text', 'Họ và tên'),
      ('plan team_decision', 'doan.thanh_vien.chuc_vu', 'text', 'Trưởng đoàn, thư ký, thành viên'), ('plan team_decision', 'doan.thanh_vien.nhiem_vu', 'text', 'Phân công'),
      ('unit_notice minutes self_score appraisal checklist certificate', 'don_vi', 'text', 'Tên đơn vị'), ('unit_notice minutes checklist', 'doan', 'text', 'Tên đoàn kiểm tra'),
      ('unit_notice minutes checklist', 'ngay', 'date', 'Ngày kiểm tra'), ('unit_notice', 'buoi', 'text', 'Buổi: Sáng, Chiều, Cả ngày'),
      ('unit_notice', 'giay_to', 'list', 'Giấy tờ cần chuẩn bị'), ('unit_notice', 'giay_to.ten', 'text', 'Tên giấy tờ'),
      ('unit_notice', 'han_bao_cao', 'date', 'Hạn gửi báo cáo tự kiểm tra; trống: không yêu cầu'), ('unit_notice', 'mau_co_so', 'text', 'Cơ sở đoàn được kiểm tra mẫu'),
      ('unit_notice', 'thanh_vien', 'list', 'Thành viên đoàn kiểm tra'), ('unit_notice', 'thanh_vien.ho_ten', 'text', 'Họ và tên'),
      ('unit_notice', 'thanh_vien.chuc_vu', 'text', 'Trưởng đoàn, thư ký, thành viên'), ('unit_notice', 'thanh_vien.nhiem_vu', 'text', 'Phân công'),
      ('minutes', 'dia_diem', 'text', 'Địa điểm'), ('minutes', 'thanh_phan_doan', 'text', 'Thành phần đoàn kiểm tra'), ('minutes', 'thanh_phan_don_vi', 'text', 'Thành phần đơn vị'),
      ('minutes', 'noi_dung', 'text', 'Nội dung biên bản mà đoàn đã ghi'), ('minutes checklist', 'so_muc', 'number', 'Số mục của danh mục'),
      ('minutes', 'so_dung', 'number', 'Số mục đúng'), ('minutes', 'so_sai', 'number', 'Số mục sai'), ('minutes', 'so_chua_ro', 'number', 'Số mục chưa rõ'),
      ('minutes', 'so_hai_y_kien', 'number', 'Số mục còn hai ý kiến'), ('minutes', 'muc', 'list', 'Mục sai, chưa rõ, còn hai ý kiến'),
      ('checklist', 'muc', 'list', 'Mục cần kiểm tra, việc nhiều điểm và dễ sai trước'),
      ('minutes checklist', 'muc.tieu_chi', 'text', 'Mã tiêu chí'), ('minutes checklist', 'muc.noi_dung', 'text', 'Nội dung đối chiếu'), ('minutes checklist', 'muc.so_bao_cao', 'number', 'Số đơn vị báo cáo'),
      ('checklist', 'muc.vi_sao', 'text', 'Vì sao cần kiểm tra'), ('checklist', 'muc.diem', 'points', 'Số điểm liên quan'),
      ('minutes', 'muc.so_kiem_tra', 'number', 'Số đoàn kiểm tra được'), ('minutes', 'muc.ket_qua', 'text', 'Kết quả'),
      ('minutes', 'phat_hien', 'list', 'Phát hiện của đoàn'), ('minutes', 'phat_hien.tieu_chi', 'text', 'Mã tiêu chí'), ('minutes', 'phat_hien.noi_dung', 'text', 'Nội dung'),
      ('minutes', 'phat_hien.muc_do', 'text', 'Mức độ'), ('minutes', 'phat_hien.nguyen_nhan', 'text', 'Nguyên nhân'), ('minutes', 'phat_hien.de_nghi_diem', 'points', 'Điểm đề nghị thẩm định'),
      ('minutes', 'phat_hien.ly_do', 'text', 'Lý do đề nghị'),
      ('minutes', 'phat_hien.anh_phat_hien', 'list', 'Ảnh kèm phát hiện'), ('minutes', 'phat_hien.anh_phat_hien.anh', 'picture', 'Ảnh; ghi cả bề rộng: {{anh|ảnh 8 cm}}'),
      ('minutes', 'phat_hien.anh_phat_hien.chu_thich', 'text', 'Chú thích'), ('minutes', 'phat_hien.anh_phat_hien.luc', 'time', 'Lúc ghi'),
      ('minutes', 'anh_kiem_tra', 'list', 'Mọi ảnh của cuộc kiểm tra tại đơn vị: của mục trước, của phát hiện sau'), ('minutes', 'anh_kiem_tra.anh', 'picture', 'Ảnh; ghi cả bề rộng: {{anh|ảnh 8 cm}}'),
      ('minutes', 'anh_kiem_tra.chu_thich', 'text', 'Chú thích'), ('minutes', 'anh_kiem_tra.luc', 'time', 'Lúc ghi'),
      ('minutes', 'anh_kiem_tra.tieu_chi', 'text', 'Mã tiêu chí'), ('minutes', 'anh_kiem_tra.noi_dung', 'text', 'Mục kiểm tra, hoặc nội dung phát hiện'),
      ('minutes', 'y_kien', 'list', 'Ý kiến của đơn vị'), ('minutes', 'y_kien.noi_dung', 'text', 'Nội dung'),
      ('minutes', 'y_kien.nguoi', 'text', 'Người nêu'), ('minutes', 'y_kien.luc', 'time', 'Lúc nêu'),
      ('conclusion', 'uu_diem', 'list', 'Ưu điểm'), ('conclusion', 'uu_diem.noi_dung', 'text', 'Nội dung'), ('conclusion', 'uu_diem.don_vi', 'text', 'Đơn vị; trống: chung'),
      ('conclusion', 'han_che', 'list', 'Hạn chế'), ('conclusion', 'han_che.noi_dung', 'text', 'Nội dung'), ('conclusion', 'han_che.don_vi', 'text', 'Đơn vị; trống: chung'),
      ('conclusion', 'han_che.tieu_chi', 'text', 'Mã tiêu chí'), ('conclusion', 'kien_nghi', 'list', 'Kiến nghị'), ('conclusion', 'kien_nghi.noi_dung', 'text', 'Nội dung'),
      ('conclusion', 'kien_nghi.don_vi', 'text', 'Đơn vị thực hiện'), ('conclusion', 'kien_nghi.hoan_thanh', 'date', 'Hoàn thành trước ngày'), ('conclusion', 'kien_nghi.bien_phap', 'text', 'Căn cứ công nhận'),
      ('follow_up', 'so_dat', 'number', 'Số việc đã công nhận'), ('follow_up', 'so_tong', 'number', 'Tổng số việc'), ('follow_up', 'so_qua_han', 'number', 'Số việc quá hạn'),
      ('follow_up', 'viec', 'list', 'Kiến nghị, mỗi đơn vị một dòng'), ('follow_up', 'viec.so', 'number', 'Số của kiến nghị'), ('follow_up', 'viec.noi_dung', 'text', 'Nội dung'),
      ('follow_up', 'viec.bien_phap', 'text', 'Căn cứ công nhận'), ('follow_up', 'viec.don_vi', 'text', 'Đơn vị'), ('follow_up', 'viec.han', 'date', 'Hạn'),
      ('follow_up', 'viec.trang_thai', 'text', 'Tình hình'), ('follow_up', 'viec.bao_cao', 'text', 'Báo cáo mới nhất của đơn vị'),
      ('results', 'nhom', 'list', 'Nhóm tiêu chí, mỗi nhóm một cột: {{#nhom|cột}}'), ('results', 'nhom.ma', 'text', 'Mã nhóm'), ('results', 'nhom.ten', 'text', 'Tên nhóm'),
      ('results', 'cum.don_vi.nhom', 'list', 'Điểm của đơn vị theo nhóm, cùng thứ tự'), ('results', 'cum.don_vi.nhom.diem', 'points', 'Điểm của nhóm'),
      ('results', 'cum', 'list', 'Cụm, khối thi đua'), ('results', 'cum.ten', 'text', 'Tên cụm, khối'), ('results', 'cum.don_vi', 'list', 'Đơn vị trong cụm, theo hạng'),
      ('results', 'cum.don_vi.ten', 'text', 'Tên đơn vị'), ('results', 'cum.don_vi.thuong', 'points', 'Điểm thưởng'), ('results', 'cum.don_vi.tong', 'points', 'Tổng điểm'),
      ('results', 'cum.don_vi.hang', 'number', 'Hạng'), ('results', 'cum.don_vi.xep_loai', 'text', 'Xếp loại'), ('results', 'cum.don_vi.ghi_chu', 'text', 'Ghi chú: mẫu số khi có tiêu chí không áp dụng'),
      ('results decision certificate', 'so_quyet_dinh', 'text', 'Số quyết định công bố'), ('results decision certificate', 'ngay_quyet_dinh', 'date', 'Ngày quyết định'), ('results decision certificate', 'ma_kiem_chung', 'text', 'Mã kiểm chứng kết quả đã công bố'),
      ('self_score appraisal', 'nhom', 'list', 'Nhóm tiêu chí'), ('self_score appraisal', 'nhom.ma', 'text', 'Mã nhóm'), ('self_score appraisal', 'nhom.ten', 'text', 'Tên nhóm'), ('self_score appraisal', 'nhom.diem', 'points', 'Điểm tối đa của nhóm'),
      ('self_score appraisal', 'nhom.tieu_chi', 'list', 'Tiêu chí của nhóm'), ('self_score appraisal', 'nhom.tieu_chi.ma', 'text', 'Mã tiêu chí'), ('self_score appraisal', 'nhom.tieu_chi.ten', 'text', 'Tên tiêu chí'),
      ('self_score appraisal', 'nhom.tieu_chi.diem', 'points', 'Điểm tối đa'), ('self_score appraisal', 'nhom.tieu_chi.he_thong', 'points', 'Điểm hệ thống tính'), ('self_score appraisal', 'nhom.tieu_chi.tu_cham', 'points', 'Điểm đơn vị tự chấm'),
      ('self_score appraisal', 'nhom.tieu_chi.tham_dinh', 'points', 'Điểm thẩm định'), ('self_score appraisal', 'nhom.tieu_chi.ly_do', 'text', 'Lý do tự chấm'),
      ('self_score appraisal', 'tong_diem', 'points', 'Tổng điểm tối đa'), ('self_score appraisal', 'tong_he_thong', 'points', 'Tổng điểm hệ thống tính'), ('self_score appraisal', 'tong_tu_cham', 'points', 'Tổng điểm tự chấm'),
      ('self_score appraisal', 'tong_tham_dinh', 'points', 'Tổng điểm thẩm định'),
      ('outline', 'nhom', 'list', 'Nhóm tiêu chí được kiểm tra'), ('outline', 'nhom.ma', 'text', 'Mã nhóm'), ('outline', 'nhom.ten', 'text', 'Tên nhóm'),
      ('outline', 'nhom.tieu_chi', 'list', 'Tiêu chí của nhóm'), ('outline', 'nhom.tieu_chi.ma', 'text', 'Mã tiêu chí'), ('outline', 'nhom.tieu_chi.ten', 'text', 'Tên tiêu chí'),
      ('outline', 'nhom.tieu_chi.diem', 'points', 'Điểm tối đa'),
      ('decision', 'so_xep_loai', 'number', 'Số đơn vị được xếp loại'), ('decision', 'muc', 'list', 'Mức xếp loại, mức cao trước'), ('decision', 'muc.ten', 'text', 'Tên mức'),
      ('decision', 'muc.so', 'number', 'Số đơn vị của mức'), ('decision', 'muc.don_vi', 'list', 'Đơn vị của mức'), ('decision', 'muc.don_vi.ten', 'text', 'Tên đơn vị'),
      ('decision', 'muc.don_vi.cum', 'text', 'Tên cụm, khối'), ('decision', 'muc.don_vi.hang', 'number', 'Hạng trong cụm, khối'), ('decision', 'muc.don_vi.tong', 'points', 'Tổng điểm'),
      ('certificate', 'cum', 'text', 'Tên cụm, khối'), ('certificate', 'hang', 'number', 'Hạng trong cụm, khối'), ('certificate', 'tong', 'points', 'Tổng điểm'),
      ('certificate', 'xep_loai', 'text', 'Xếp loại'), ('news', 'doan_van', 'list', 'Đoạn văn của tin'), ('news', 'doan_van.noi_dung', 'text', 'Nội dung'))
      w(kinds, name, type, what)
   WHERE w.kinds = '' OR wanted = ANY (string_to_array(w.kinds, ' '))
  UNION ALL
  SELECT x.name, x.type, x.what
    FROM generate_series(1, 8) n,
         LATERAL (VALUES ('nhom_' || n, 'text', 'Mã nhóm tiêu chí thứ ' || n), ('cum.don_vi.diem_' || n, 'points', 'Điểm của nhóm tiêu chí thứ ' || n)) x(name, type, what)
   WHERE wanted = 'results'
$$;

-- The names as the worker takes them: {"so_don_vi": "number"}.
-- Internal.
CREATE OR REPLACE FUNCTION paper_names(wanted text) RETURNS jsonb
LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
  SELECT jsonb_object_agg(w.name, w.type) FROM paper_words(wanted) w
$$;
GRANT EXECUTE ON FUNCTION paper_names(text), paper_words(text) TO mc_scoring;
