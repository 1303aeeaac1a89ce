-- What papers say: every figure comes from the store, by the functions that give it to screens.  Names are
-- those of paper_words; days are ISO days, points and other decimals are text.

-- The name of a place in the name of its unit: "Huyện đoàn Tiểu Cần" is in Tiểu Cần.
-- Internal.
CREATE OR REPLACE FUNCTION place_name(unit_name text) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT regexp_replace(unit_name, '^(BCH )?(Tỉnh đoàn|Tỉnh Đoàn|Đoàn tỉnh|Thành đoàn|Thành Đoàn|Huyện đoàn|Huyện Đoàn|Thị đoàn|Thị Đoàn|Đoàn TNCS Hồ Chí Minh tỉnh) ', '')
$$;

-- Internal.
CREATE OR REPLACE FUNCTION half_word(half text) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE half WHEN 'morning' THEN 'Sáng' WHEN 'afternoon' THEN 'Chiều' WHEN 'day' THEN 'Cả ngày' ELSE '' END
$$;

-- What every paper of a round says.
-- Internal.
CREATE OR REPLACE FUNCTION paper_round(r inspection_round) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object(
           'tinh', place_name(p.name), 'dia_danh', place_name(p.name), 'nam', to_char(c.period_to, 'YYYY'), 'cuoc', r.title,
           'hinh_thuc', CASE r.form WHEN 'on_site' THEN 'Tại đơn vị' WHEN 'concentrated' THEN 'Tập trung' ELSE 'Qua hồ sơ' END,
           'tham_quyen', rtrim(r.authority, '., '), 'so_ke_hoach', nullif(r.symbol, ''), 'ngay_ke_hoach', r.dated,
           'tu_ngay', r.period_from, 'den_ngay', r.period_to, 'moc_tu', c.period_from, 'moc_den', c.period_to,
           'so_don_vi', (SELECT count(*) FROM round_unit u WHERE u.round_id = r.id), 'ngay_lap', today_here())
    FROM campaign c JOIN unit p ON p.id = c.province_id WHERE c.id = r.campaign_id
$$;

-- Internal.
CREATE OR REPLACE FUNCTION paper_criteria(r inspection_round) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object('noi_dung', rtrim(r.outline, '. '),
           'tieu_chi', (SELECT coalesce(jsonb_agg(jsonb_build_object('ma', k.code, 'ten', k.name) ORDER BY k.sort, k.id), '[]')
                          FROM criterion k WHERE k.id = ANY (r.criterion_ids)))
$$;

-- Internal.
CREATE OR REPLACE FUNCTION paper_members(wanted_team integer) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT coalesce(jsonb_agg(jsonb_build_object(
                    'ho_ten', a.full_name, 'nhiem_vu', m.task,
                    'chuc_vu', CASE m.post WHEN 'head' THEN 'Trưởng đoàn' WHEN 'secretary' THEN 'Thư ký' ELSE 'Thành viên' END)
                    ORDER BY array_position(ARRAY['head', 'secretary', 'member'], m.post), a.username), '[]')
    FROM team_member m JOIN account a ON a.id = m.account_id WHERE m.team_id = wanted_team
$$;

-- Internal.
CREATE OR REPLACE FUNCTION paper_visits(r inspection_round) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object('lich', coalesce(jsonb_agg(jsonb_build_object(
           'don_vi', n.name, 'ngay', x.visited_on, 'buoi', half_word(x.half), 'doan', coalesce(t.name, ''),
           'hinh_thuc', paper_round(r) ->> 'hinh_thuc') ORDER BY x.visited_on, x.half = 'afternoon', t.code, n.code), '[]'))
    FROM round_unit u
    JOIN unit n ON n.id = u.unit_id
    LEFT JOIN team_unit x ON x.round_id = u.round_id AND x.unit_id = u.unit_id
    LEFT JOIN round_team t ON t.id = x.team_id
   WHERE u.round_id = r.id
$$;

-- Internal.
CREATE OR REPLACE FUNCTION paper_teams(r inspection_round) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object('so_doan', count(*), 'doan', coalesce(jsonb_agg(jsonb_build_object(
           'ten', t.name, 'thanh_vien', paper_members(t.id),
           'don_vi', (SELECT coalesce(string_agg(n.name, ', ' ORDER BY x.visited_on, n.code), '') FROM team_unit x JOIN unit n ON n.id = x.unit_id WHERE x.team_id = t.id))
           ORDER BY t.code), '[]'))
    FROM round_team t WHERE t.round_id = r.id
$$;

-- Internal.
CREATE OR REPLACE FUNCTION paper_unit(r inspection_round, wanted_unit integer) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object('don_vi', n.name, 'doan', coalesce(t.name, ''), 'ngay', x.visited_on, 'buoi', half_word(x.half),
                            'thanh_vien', paper_members(t.id))
    FROM unit n
    LEFT JOIN team_unit x ON x.round_id = r.id AND x.unit_id = n.id
    LEFT JOIN round_team t ON t.id = x.team_id
   WHERE n.id = wanted_unit
$$;

-- What the unit prepares.
-- Internal.
CREATE OR REPLACE FUNCTION paper_demands(r inspection_round, wanted_unit integer) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object(
           'giay_to', (SELECT coalesce(jsonb_agg(jsonb_build_object('ten', p.paper) ORDER BY p.n), '[]')
                         FROM unnest(r.papers) WITH ORDINALITY p(paper, n)),
           'han_bao_cao', r.report_due_on,
           'mau_co_so', coalesce((SELECT string_agg(u ->> 'name', ', ')
                                    FROM jsonb_array_elements((held_sample(r, wanted_unit)).units) u),
                                 CASE r.sample_by WHEN 'unit' THEN r.sample_size || ' cơ sở, do đơn vị chọn'
                                                  WHEN 'team' THEN r.sample_size || ' cơ sở, do đoàn kiểm tra chọn'
                                                  WHEN 'lot' THEN r.sample_size || ' cơ sở, bốc thăm' END, ''))
$$;

-- The newest version of the minutes as it was kept, and what the unit said of it.
-- Internal.
CREATE OR REPLACE FUNCTION paper_minutes(r inspection_round, wanted_unit integer) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT paper_unit(r, wanted_unit) - '{buoi,thanh_vien}'::text[] || jsonb_build_object(
           'dia_danh', (SELECT place_name(n.name) FROM unit n WHERE n.id = wanted_unit), 'ngay', m.content -> 'held_on', 'dia_diem', m.content -> 'place', 'thanh_phan_doan', rtrim(m.content ->> 'team', '. '),
           'thanh_phan_don_vi', rtrim(m.content ->> 'unit', '. '), 'noi_dung', m.content -> 'text', 'so_muc', m.facts -> 'items',
           'so_dung', coalesce(m.facts #> '{counts,right}', '0'), 'so_sai', coalesce(m.facts #> '{counts,wrong}', '0'),
           'so_chua_ro', coalesce(m.facts #> '{counts,unclear}', '0'), 'so_hai_y_kien', coalesce(m.facts #> '{counts,disputed}', '0'),
           'muc', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                            'tieu_chi', x -> 'criterion', 'noi_dung', x -> 'title', 'so_bao_cao', x -> 'claimed',
                            'so_kiem_tra', (SELECT s -> 'figure' FROM jsonb_array_elements(x -> 'said') s WHERE s ->> 'figure' IS NOT NULL LIMIT 1),
                            'ket_qua', CASE x ->> 'state' WHEN 'wrong' THEN 'Không khớp' WHEN 'unclear' THEN 'Chưa rõ' ELSE 'Còn hai ý kiến' END
                              || coalesce((SELECT ': ' || string_agg(rtrim(s ->> 'note', '. '), '; ') FROM jsonb_array_elements(x -> 'said') s WHERE s ->> 'note' <> ''), '')) ORDER BY i), '[]')
                     FROM jsonb_array_elements(m.facts -> 'faults') WITH ORDINALITY f(x, i)),
           'phat_hien', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                                  'tieu_chi', x -> 'criterion', 'noi_dung', rtrim(x ->> 'text', '. '), 'nguyen_nhan', rtrim(x ->> 'cause', '. '),
                                  'de_nghi_diem', x -> 'lowers_to', 'ly_do', rtrim(x ->> 'reason', '. '),
                                  'anh_phat_hien', (SELECT paper_photos(w.photos, w.made_at) FROM visit_finding w WHERE w.id = (x ->> 'id')::uuid),
                                  'muc_do', CASE x ->> 'severity' WHEN 'hint' THEN 'gợi ý' WHEN 'warning' THEN 'cảnh báo' WHEN 'error' THEN 'lỗi' ELSE 'nghiêm trọng' END) ORDER BY i), '[]')
                           FROM jsonb_array_elements(m.facts -> 'findings') WITH ORDINALITY f(x, i)),
           'y_kien', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                               'noi_dung', CASE a.act WHEN 'confirmed' THEN 'Nhất trí' ELSE a.text END, 'nguoi', w.full_name,
                               'luc', to_char(a.at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD"T"HH24:MI')) ORDER BY a.id), '[]')
                        FROM visit_minutes_act a JOIN account w ON w.id = a.account_id
                       WHERE (a.round_id, a.unit_id, a.version) = (m.round_id, m.unit_id, m.version) AND a.act IN ('confirmed', 'objected')),
           'anh_kiem_tra', paper_visit_photos(m))
    FROM visit_minutes m WHERE m.round_id = r.id AND m.unit_id = wanted_unit
   ORDER BY m.version DESC LIMIT 1
$$;

-- The lines of a section of the conclusion; of a common line, and of one in which no unit is named, the units
-- that its figure counts.
-- Internal.
CREATE OR REPLACE FUNCTION paper_lines(document jsonb, wanted text) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
                    'noi_dung', l -> 'text', 'tieu_chi', CASE WHEN wanted = 'limit' THEN l -> 'criterion' END,
                    'don_vi', coalesce(u.name, CASE WHEN wanted = 'recommendation' THEN coalesce(
                      (SELECT string_agg(q ->> 'name', ', ' ORDER BY q ->> 'unit') FROM jsonb_array_elements(document -> 'facts') f, jsonb_array_elements(f -> 'units') q WHERE f ->> 'key' = l ->> 'fact'),
                      'Các đơn vị được kiểm tra') END),
                    'hoan_thanh', l -> 'due_on', 'bien_phap', l -> 'measure')) ORDER BY n), '[]')
    FROM jsonb_array_elements(document -> 'lines') WITH ORDINALITY x(l, n)
    LEFT JOIN unit u ON u.code = l ->> 'unit'
   WHERE l ->> 'section' = wanted
$$;

-- Internal.
CREATE OR REPLACE FUNCTION paper_conclusion(r inspection_round) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object('uu_diem', paper_lines(d, 'strength'), 'han_che', paper_lines(d, 'limit'), 'kien_nghi', paper_lines(d, 'recommendation'),
                            'so_ky_hieu', nullif(d ->> 'symbol', ''), 'ngay_ky', d -> 'dated')
    FROM conclusion_json(r, 'writer') d
$$;

-- Internal.
CREATE OR REPLACE FUNCTION paper_follow_up(r inspection_round) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object('so_dat', count(*) FILTER (WHERE f.state = 'accepted'), 'so_tong', count(*), 'so_qua_han', count(*) FILTER (WHERE is_overdue(f)),
           'viec', coalesce(jsonb_agg(jsonb_build_object(
                     'so', q.number, 'noi_dung', q.text, 'bien_phap', q.measure, 'don_vi', n.name, 'han', f.due_on,
                     'trang_thai', CASE WHEN is_overdue(f) THEN 'Quá hạn' ELSE CASE f.state WHEN 'open' THEN 'Chưa báo cáo' WHEN 'reported' THEN 'Đã báo cáo, chờ công nhận' WHEN 'accepted' THEN 'Đã công nhận' ELSE 'Trả lại' END END,
                     'bao_cao', (SELECT a.text FROM recommendation_act a WHERE a.recommendation_id = q.id AND a.unit_id = f.unit_id AND a.act = 'reported' ORDER BY a.id DESC LIMIT 1))
                     ORDER BY q.number, n.code), '[]'))
    FROM recommendation q
    JOIN recommendation_unit f ON f.recommendation_id = q.id
    JOIN unit n ON n.id = f.unit_id
   WHERE q.round_id = r.id
$$;

-- The groups of criteria of a round's campaign, by their place; the points of the first eight have names.
-- Internal.
CREATE OR REPLACE FUNCTION paper_groups(r inspection_round) RETURNS TABLE (code text, n bigint)
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT k.code, row_number() OVER (ORDER BY k.sort, k.id)
    FROM campaign c JOIN criterion k ON k.set_id = c.criteria_set_id
   WHERE c.id = r.campaign_id AND k.parent_id IS NULL AND NOT k.is_bonus
$$;

-- The board of the year, a line a unit: what was published, else as it stands.
-- Internal.
CREATE OR REPLACE FUNCTION paper_board(r inspection_round)
RETURNS TABLE (unit_id integer, code text, peer_group text, rank integer, band text, total numeric, line jsonb)
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT u.id, b.code, b.peer_group, b.rank, coalesce(b.band, ''), coalesce(t.total, j.best), jsonb_build_object(
           'ten', b.name, 'hang', b.rank, 'xep_loai', coalesce(b.band, ''), 'tong', coalesce(t.total, j.best)::text,
           'thuong', coalesce(t.bonus, 0)::text,
           'ghi_chu', CASE WHEN t.points < max(t.points) OVER () THEN format('Mẫu số %s/%s', trim_scale(t.points), trim_scale(max(t.points) OVER ())) ELSE '' END)
           || coalesce((SELECT jsonb_object_agg('diem_' || p.n, t.parts ->> p.code) FROM paper_groups(r) p WHERE p.n <= 8), '{}')
           || jsonb_build_object('nhom', (SELECT coalesce(jsonb_agg(jsonb_build_object('diem', t.parts ->> p.code) ORDER BY p.n), '[]') FROM paper_groups(r) p))
    FROM campaign c
   CROSS JOIN LATERAL standing_board(c) b
    JOIN unit u ON u.code = b.code
    LEFT JOIN judged_totals(r.campaign_id) j ON j.unit_id = u.id
    LEFT JOIN unit_total t ON t.campaign_id = r.campaign_id AND t.unit_id = u.id AND t.body = j.body
   WHERE c.id = r.campaign_id
$$;

-- The decision by which the result of the year was published.
-- Internal.
CREATE OR REPLACE FUNCTION paper_published(r inspection_round) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object(
           'so_quyet_dinh', w.decision -> 'symbol', 'ngay_quyet_dinh', w.decision -> 'dated',
           'ma_kiem_chung', upper(left(encode(w.root_hash, 'hex'), 4) || '-' || substr(encode(w.root_hash, 'hex'), 5, 4) || '-' || substr(encode(w.root_hash, 'hex'), 9, 4) || '-' || substr(encode(w.root_hash, 'hex'), 13, 4)))
    FROM (SELECT) nothing
    LEFT JOIN LATERAL (SELECT p.* FROM publication p WHERE p.campaign_id = r.campaign_id AND p.signature IS NOT NULL ORDER BY p.number DESC LIMIT 1) w ON true
$$;

-- Internal.
CREATE OR REPLACE FUNCTION paper_results(r inspection_round) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT coalesce((SELECT jsonb_object_agg('nhom_' || p.n, p.code) FROM paper_groups(r) p WHERE p.n <= 8), '{}') || paper_published(r)
         || jsonb_build_object('nhom', (
           SELECT coalesce(jsonb_agg(jsonb_build_object('ma', p.code, 'ten', k.name) ORDER BY p.n), '[]')
             FROM paper_groups(r) p JOIN campaign c ON c.id = r.campaign_id JOIN criterion k ON k.set_id = c.criteria_set_id AND k.code = p.code), 'cum', (
           SELECT coalesce(jsonb_agg(jsonb_build_object('ten', g.peer_group, 'don_vi', g.lines) ORDER BY g.peer_group), '[]')
             FROM (SELECT l.peer_group, jsonb_agg(l.line ORDER BY l.rank, l.code) AS lines FROM paper_board(r) l GROUP BY l.peer_group) g))
$$;

-- The units by band, the best band first.
-- Internal.
CREATE OR REPLACE FUNCTION paper_decision(r inspection_round) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT paper_published(r) || jsonb_build_object('so_xep_loai', coalesce(sum(g.units), 0), 'muc', coalesce(jsonb_agg(jsonb_build_object(
           'ten', g.band, 'so', g.units, 'don_vi', g.lines) ORDER BY g.best DESC, g.band), '[]'))
    FROM (SELECT l.band, count(*) AS units, max(l.total) AS best, jsonb_agg(jsonb_build_object(
                   'ten', l.line -> 'ten', 'cum', l.peer_group, 'hang', l.rank, 'tong', l.line -> 'tong')
                   ORDER BY l.peer_group, l.rank, l.code) AS lines
            FROM paper_board(r) l WHERE l.band <> '' GROUP BY l.band) g
$$;

-- NULL: the unit has no band yet.
-- Internal.
CREATE OR REPLACE FUNCTION paper_certificate(r inspection_round, wanted_unit integer) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT paper_published(r) || jsonb_build_object('don_vi', l.line -> 'ten', 'cum', l.peer_group, 'hang', l.rank,
                                                  'tong', l.line -> 'tong', 'xep_loai', l.band)
    FROM paper_board(r) l WHERE l.unit_id = wanted_unit AND l.band <> ''
$$;

-- All criteria where the round names none.
-- Internal.
CREATE OR REPLACE FUNCTION paper_outline(r inspection_round) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object('noi_dung', rtrim(r.outline, '. '), 'nhom', (
           SELECT coalesce(jsonb_agg(jsonb_build_object('ma', g.code, 'ten', g.name, 'tieu_chi', l.lines) ORDER BY g.sort, g.id), '[]')
             FROM campaign c
             JOIN criterion g ON g.set_id = c.criteria_set_id AND g.parent_id IS NULL
            CROSS JOIN LATERAL (
              WITH RECURSIVE below AS (
                SELECT g.id
                UNION ALL
                SELECT k.id FROM below b JOIN criterion k ON k.parent_id = b.id)
              SELECT jsonb_agg(jsonb_build_object('ma', k.code, 'ten', k.name, 'diem', k.points::text) ORDER BY k.sort, k.id) AS lines
                FROM below b JOIN criterion k ON k.id = b.id
               WHERE k.level = 'criterion' AND (r.criterion_ids = '{}' OR k.id = ANY (r.criterion_ids))) l
            WHERE c.id = r.campaign_id AND l.lines IS NOT NULL))
$$;

-- The checklist of a visit as it stands, riskiest first; NULL: none has been made.
-- Internal.
CREATE OR REPLACE FUNCTION paper_checklist(r inspection_round, wanted_unit integer) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT paper_unit(r, wanted_unit) - '{buoi,thanh_vien}'::text[] || jsonb_build_object('so_muc', count(*), 'muc', jsonb_agg(jsonb_build_object(
           'tieu_chi', coalesce(k.code, ''), 'noi_dung', visit_words(i) -> 'title', 'vi_sao', visit_words(i) -> 'why',
           'so_bao_cao', trim_scale(i.claimed)::text, 'diem', i.stake::text) ORDER BY i.stake * i.wrong DESC, i.key))
    FROM visit_item i LEFT JOIN criterion k ON k.id = i.criterion_id
   WHERE i.round_id = r.id AND i.unit_id = wanted_unit
  HAVING count(*) > 0
$$;

-- Internal.
CREATE OR REPLACE FUNCTION paper_news(r inspection_round) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object('doan_van', (
           SELECT coalesce(jsonb_agg(jsonb_build_object('noi_dung', (SELECT string_agg(part ->> 'text', '' ORDER BY k)
                                                                       FROM jsonb_array_elements(parts) WITH ORDINALITY e(part, k))) ORDER BY n), '[]')
             FROM jsonb_array_elements(news_paragraphs(r, conclusion_json(r, 'writer'))) WITH ORDINALITY p(parts, n)))
$$;

-- Internal.
CREATE OR REPLACE FUNCTION paper_self_score(r inspection_round, wanted_unit integer) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  WITH RECURSIVE below AS (
    SELECT k.id AS root, k.* FROM campaign c JOIN criterion k ON k.set_id = c.criteria_set_id AND k.parent_id IS NULL WHERE c.id = r.campaign_id
    UNION ALL
    SELECT b.root, k.* FROM below b JOIN criterion k ON k.parent_id = b.id),
  line AS (
    SELECT b.root, b.sort, b.id, b.points, s.value AS computed, a.value AS self, jsonb_build_object(
             'ma', b.code, 'ten', b.name, 'diem', b.points::text, 'he_thong', s.value::text, 'tu_cham', a.value::text,
             'tham_dinh', v.value::text, 'ly_do', coalesce(a.reason, '')) AS line
      FROM below b
      LEFT JOIN score s ON s.campaign_id = r.campaign_id AND s.unit_id = wanted_unit AND s.criterion_id = b.id
      LEFT JOIN assessed_score a ON a.campaign_id = r.campaign_id AND a.unit_id = wanted_unit AND a.criterion_id = b.id AND a.body = 'self'
      LEFT JOIN assessed_score v ON v.campaign_id = r.campaign_id AND v.unit_id = wanted_unit AND v.criterion_id = b.id AND v.body = 'appraised'
     WHERE b.level = 'criterion')
  SELECT jsonb_build_object(
           'don_vi', (SELECT n.name FROM unit n WHERE n.id = wanted_unit),
           'dia_danh', (SELECT place_name(n.name) FROM unit n WHERE n.id = wanted_unit),
           'nhom', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                             'ma', g.code, 'ten', g.name, 'diem', g.points::text,
                             'tieu_chi', (SELECT coalesce(jsonb_agg(l.line ORDER BY l.sort, l.id), '[]') FROM line l WHERE l.root = g.id)) ORDER BY g.sort, g.id), '[]')
                      FROM below g WHERE g.parent_id IS NULL),
           'tong_diem', (SELECT sum(g.points)::text FROM below g WHERE g.parent_id IS NULL AND NOT g.is_bonus),
           'tong_he_thong', (SELECT t.total::text FROM unit_total t WHERE (t.campaign_id, t.unit_id, t.body) = (r.campaign_id, wanted_unit, 'computed')),
           'tong_tu_cham', (SELECT t.total::text FROM unit_total t WHERE (t.campaign_id, t.unit_id, t.body) = (r.campaign_id, wanted_unit, 'self')),
           'tong_tham_dinh', (SELECT t.total::text FROM unit_total t WHERE (t.campaign_id, t.unit_id, t.body) = (r.campaign_id, wanted_unit, 'appraised')))
$$;

-- All that a paper of a kind says; NULL: there is nothing to say yet (no minutes, no checklist, no band).
-- Internal.
CREATE OR REPLACE FUNCTION paper_data(r inspection_round, wanted_kind text, wanted_unit integer) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT paper_round(r) || CASE wanted_kind
    WHEN 'plan' THEN paper_criteria(r) || paper_visits(r) || paper_teams(r)
                     || jsonb_build_object('so_ky_hieu', nullif(r.symbol, ''), 'ngay_ky', r.dated)
    WHEN 'team_decision' THEN paper_teams(r)
    WHEN 'itinerary' THEN paper_visits(r)
    WHEN 'unit_notice' THEN paper_criteria(r) || paper_unit(r, wanted_unit) || paper_demands(r, wanted_unit)
    WHEN 'minutes' THEN paper_minutes(r, wanted_unit)
    WHEN 'conclusion' THEN paper_conclusion(r)
    WHEN 'follow_up' THEN paper_follow_up(r)
    WHEN 'results' THEN paper_results(r)
    WHEN 'outline' THEN paper_outline(r)
    WHEN 'checklist' THEN paper_checklist(r, wanted_unit)
    WHEN 'decision' THEN paper_decision(r)
    WHEN 'certificate' THEN paper_certificate(r, wanted_unit)
    WHEN 'news' THEN paper_news(r)
    WHEN 'appraisal' THEN paper_self_score(r, wanted_unit) - 'dia_danh'
    WHEN 'self_score' THEN paper_self_score(r, wanted_unit) END
$$;
