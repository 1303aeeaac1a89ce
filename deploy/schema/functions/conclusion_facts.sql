-- What was found in a round, counted: the figures from which its conclusion is drafted.  Each has its units,
-- and for each unit the address at which the figure is read.

-- A score of the export of the member software from which a unit does well, and below which the
-- conclusion names it; an export with errors is named, too.
-- Internal.
CREATE OR REPLACE FUNCTION members_wanted() RETURNS numeric
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$ SELECT 80::numeric $$;

-- One row for each unit of the round that a figure concerns: how many (of how many), and where it is read.
-- Internal.
CREATE OR REPLACE FUNCTION conclusion_found(r inspection_round)
RETURNS TABLE (key text, section text, unit_id integer, figure numeric, "of" numeric, source text)
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  WITH place AS MATERIALIZED (
    SELECT u.id, u.code, '/api/v1/campaigns/' || c.code AS root, c.period_from, least(today_here(), c.period_to) AS period_to
      FROM round_unit m JOIN unit u ON u.id = m.unit_id JOIN campaign c ON c.id = r.campaign_id
     WHERE m.round_id = r.id),
  pace AS (
    SELECT p.id, p.code, p.root, count(*) FILTER (WHERE t.achieved < t.expected) AS behind, count(*) AS of
      FROM target_pace(r.campaign_id, today_here()) t JOIN place p ON p.id = t.unit_id
     WHERE r.criterion_ids = '{}' OR t.criterion_id = ANY (r.criterion_ids)
     GROUP BY p.id, p.code, p.root),
  members AS (
    SELECT DISTINCT ON (s.unit_id) p.id, p.code, p.root, s.score,
           s.score < members_wanted() OR jsonb_path_exists(s.findings, '$[*] ? (@.severity == "error" || @.severity == "fatal")') AS is_faulty
      FROM member_snapshot s JOIN place p ON p.id = s.unit_id
     WHERE s.campaign_id = r.campaign_id
     ORDER BY s.unit_id, s.as_of DESC, s.at DESC)
  SELECT 'evidence.' || split_part(f.code, '.', 1), 'limit', p.id, count(DISTINCT f.evidence_id), NULL::numeric,
         p.root || '/findings?unit=' || p.code
    FROM place p
    JOIN finding f ON f.campaign_id = r.campaign_id AND f.unit_id = p.id AND f.state IN (1, 2) AND f.severity >= 2
    JOIN submission s ON s.id = f.submission_id AND s.withdrawn_at IS NULL
     AND (r.criterion_ids = '{}' OR s.criterion_ids && r.criterion_ids)
   GROUP BY split_part(f.code, '.', 1), p.id, p.code, p.root
  UNION ALL
  SELECT 'people', 'limit', p.id, count(*), NULL, p.root || '/rounds/' || r.code || '/units/' || p.code || '/visit'
    FROM place p JOIN visit_finding f ON f.round_id = r.id AND f.unit_id = p.id AND NOT is_withdrawn(f)
   GROUP BY p.id, p.code, p.root
  UNION ALL
  SELECT 'minutes', 'course', p.id, 1, NULL, p.root || '/rounds/' || r.code || '/units/' || p.code || '/minutes'
    FROM place p WHERE is_visit_locked(r.id, p.id)
  UNION ALL
  SELECT 'report.' || (s.state ->> 'state'), CASE s.state ->> 'state' WHEN 'kept' THEN 'strength' ELSE 'limit' END, p.id,
         (s.state ->> 'days_late')::numeric, NULL, p.root || '/rounds/' || r.code || '/units/' || p.code || '/preparation'
    FROM place p CROSS JOIN LATERAL (SELECT self_report_state(r, p.id) AS state) s
   WHERE r.report_due_on IS NOT NULL AND s.state ->> 'state' <> 'awaited'
  UNION ALL
  SELECT CASE WHEN t.behind > 0 THEN 'targets.behind' ELSE 'targets.kept' END,
         CASE WHEN t.behind > 0 THEN 'limit' ELSE 'strength' END, t.id,
         CASE WHEN t.behind > 0 THEN t.behind ELSE t.of END, t.of, t.root || '/targets?unit=' || t.code
    FROM pace t
  UNION ALL
  SELECT CASE WHEN m.is_faulty THEN 'members.low' ELSE 'members.good' END,
         CASE WHEN m.is_faulty THEN 'limit' ELSE 'strength' END, m.id, m.score, 100,
         m.root || '/units/' || m.code || '/members'
    FROM members m
  UNION ALL
  SELECT 'members.none', 'limit', p.id, 0, NULL, p.root || '/units/' || p.code || '/members'
    FROM place p
   WHERE EXISTS (SELECT FROM members) AND NOT EXISTS (SELECT FROM members m WHERE m.id = p.id)
  UNION ALL
  SELECT CASE WHEN n.covered < n.due THEN 'cadence.' || n.kind || '_missed' ELSE 'cadence.' || n.kind || '_kept' END,
         CASE WHEN n.covered < n.due THEN 'limit' ELSE 'strength' END, p.id,
         CASE WHEN n.covered < n.due THEN n.due - n.covered ELSE n.covered END, n.due, p.root || '/cadence?unit=' || p.code
    FROM place p
   CROSS JOIN LATERAL cadence_counts(ARRAY[p.id], p.period_from, p.period_to, today_here()) n
   WHERE n.due > 0 AND EXISTS (SELECT FROM post)
  UNION ALL
  SELECT CASE WHEN f.missing > 0 THEN 'criteria.missing' ELSE 'criteria.covered' END,
         CASE WHEN f.missing > 0 THEN 'limit' ELSE 'strength' END, f.id,
         CASE WHEN f.missing > 0 THEN f.missing ELSE f.of END, f.of, f.root || '/units/' || f.code
    FROM (SELECT p.id, p.code, p.root, count(*) AS of, count(*) FILTER (WHERE NOT has_evidence(r.campaign_id, p.id, a.id)) AS missing
            FROM place p CROSS JOIN LATERAL assessed_criteria(r.campaign_id, p.id) a
            JOIN criterion k ON k.id = a.id AND NOT k.is_bonus AND NOT k.is_deduction
           WHERE (r.criterion_ids = '{}' OR a.id = ANY (r.criterion_ids))
           GROUP BY p.id, p.code, p.root) f
$$;

-- What a figure says of its units, in both languages, and what is recommended about it; where no text
-- stands for a family of checks, its prefix does.
-- Internal.
CREATE OR REPLACE FUNCTION conclusion_words(key text, OUT title text, OUT title_en text, OUT advice text)
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(w.title, 'có minh chứng bị nhắc lỗi thuộc nhóm ' || split_part(conclusion_words.key, '.', 2)),
         coalesce(w.title_en, 'have evidence with findings of the family ' || split_part(conclusion_words.key, '.', 2)),
         coalesce(w.advice, CASE WHEN conclusion_words.key LIKE 'evidence.%' THEN 'Rà soát, sửa hoặc thay minh chứng có lỗi.' END)
    FROM (SELECT 1) one
    LEFT JOIN (VALUES
      ('minutes', 'đã được kiểm tra, biên bản đã khóa', 'were inspected, their minutes are locked', NULL),
      ('people', 'có hạn chế do đoàn kiểm tra phát hiện tại đơn vị', 'have faults that the team found at the unit',
       'Khắc phục những hạn chế đoàn kiểm tra đã chỉ ra và báo cáo kết quả.'),
      ('report.kept', 'gửi báo cáo tự kiểm tra đúng hạn', 'sent the self-inspection report in time', NULL),
      ('report.late', 'gửi báo cáo tự kiểm tra trễ hạn', 'sent the self-inspection report late',
       'Thực hiện đúng hạn chế độ thông tin, báo cáo.'),
      ('report.missing', 'chưa gửi báo cáo tự kiểm tra', 'have not sent the self-inspection report',
       'Thực hiện đúng hạn chế độ thông tin, báo cáo.'),
      ('targets.kept', 'đạt tiến độ mọi chỉ tiêu được giao', 'keep the pace of all their targets', NULL),
      ('targets.behind', 'còn chỉ tiêu chậm tiến độ', 'are behind the pace of some targets',
       'Đẩy nhanh những chỉ tiêu chậm tiến độ, phân công người phụ trách từng chỉ tiêu.'),
      ('members.good', 'cập nhật tốt phần mềm Quản lý đoàn viên', 'keep the member software well', NULL),
      ('members.low', 'cập nhật phần mềm Quản lý đoàn viên còn sai, còn thiếu', 'have wrong or incomplete records in the member software',
       'Đối chiếu phần mềm Quản lý đoàn viên với sổ đoàn viên, sửa và cập nhật hằng tháng.'),
      ('members.none', 'chưa gửi tệp xuất của phần mềm Quản lý đoàn viên', 'have sent no export of the member software',
       'Gửi tệp xuất của phần mềm Quản lý đoàn viên.'),
      ('cadence.news_kept', 'giữ đều tin tốt mỗi ngày', 'publish news every day', NULL),
      ('cadence.news_missed', 'có ngày thiếu tin tốt', 'have days without news', 'Phân công người viết để ngày nào cũng có tin tốt.'),
      ('cadence.story_kept', 'giữ đều câu chuyện đẹp mỗi tuần', 'publish a story every week', NULL),
      ('cadence.story_missed', 'có tuần thiếu câu chuyện đẹp', 'have weeks without a story',
       'Phân công người viết để tuần nào cũng có câu chuyện đẹp.'),
      ('criteria.covered', 'có minh chứng cho mọi tiêu chí', 'have evidence for every criterion', NULL),
      ('criteria.missing', 'còn tiêu chí chưa có minh chứng', 'have criteria without evidence',
       'Nộp minh chứng cho các tiêu chí còn thiếu, hoặc giải trình vì sao không có.'),
      ('evidence.text', 'có bài viết, văn bản mắc lỗi trình bày, chính tả', 'have texts with faults of spelling or layout',
       'Nâng chất lượng tin, bài và văn bản; soát lỗi trước khi gửi.'),
      ('evidence.title', 'có minh chứng đặt tên chưa đúng', 'have evidence with unfit titles', 'Đặt lại tên minh chứng cho đúng nội dung.'),
      ('evidence.photo', 'có ảnh minh chứng chưa đạt', 'have photos that do not serve as evidence', 'Thay ảnh chưa đạt bằng ảnh gốc, có chú thích.'),
      ('evidence.paper', 'có văn bản chưa đúng thể thức', 'have papers that break the rules of form', 'Soạn văn bản đúng thể thức của Đoàn.'),
      ('evidence.figure', 'có số liệu chưa rõ', 'have unclear figures', 'Đối chiếu số liệu với sổ gốc trước khi gửi.'),
      ('evidence.figures', 'có số liệu chưa chính xác', 'have inexact figures', 'Đối chiếu số liệu với sổ gốc trước khi gửi.'),
      ('evidence.article', 'có tin, bài chưa đạt yêu cầu', 'have articles below what is required',
       'Nâng chất lượng tin, bài và văn bản; soát lỗi trước khi gửi.'),
      ('evidence.copy', 'có minh chứng trùng với minh chứng khác', 'have evidence that repeats other evidence', 'Thay minh chứng trùng bằng minh chứng của chính đơn vị.'),
      ('evidence.date', 'có minh chứng sai ngày', 'have evidence of a wrong day', 'Sửa hoặc thay minh chứng sai ngày, ngoài thời gian đánh giá.'),
      ('evidence.document', 'có văn bản chưa khớp nội dung kê khai', 'have papers that differ from what is declared', 'Soạn văn bản đúng thể thức của Đoàn.'),
      ('evidence.filing', 'nộp minh chứng muộn, dồn vào cuối kỳ', 'file evidence late or all at once', 'Nộp minh chứng ngay sau hoạt động, đúng hạn.'),
      ('evidence.kind', 'có minh chứng chưa đúng loại', 'have evidence of the wrong kind', 'Nộp đúng loại minh chứng mà tiêu chí yêu cầu.'),
      ('evidence.piece', 'dùng một minh chứng cho quá nhiều tiêu chí', 'use one item for too many criteria', 'Chọn minh chứng riêng cho từng tiêu chí.'),
      ('evidence.file', 'có tệp minh chứng lỗi hoặc không mở được', 'have files that cannot be used', 'Gửi lại tệp mở được, đọc được.'),
      ('evidence.link', 'có đường dẫn minh chứng không dùng được', 'have links that cannot be used', 'Thay đường dẫn hỏng và lưu bản chụp.'),
      ('evidence.signature', 'có chữ ký số chưa hợp lệ', 'have digital signatures that do not hold', 'Ký số lại văn bản có chữ ký chưa hợp lệ.'))
      AS w(key, title, title_en, advice) ON w.key = conclusion_words.key
$$;

-- The figures of a round, each with its units.
-- Internal.
CREATE OR REPLACE FUNCTION conclusion_facts(r inspection_round) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  WITH fact AS (
    SELECT f.key, min(f.section) AS section, count(*) AS many, sum(f.figure) AS figure,
           jsonb_agg(jsonb_build_object('unit', u.code, 'name', u.name, 'figure', trim_scale(f.figure)::text,
                                        'of', trim_scale(f.of)::text, 'source', f.source) ORDER BY u.code) AS units
      FROM conclusion_found(r) f JOIN unit u ON u.id = f.unit_id
     GROUP BY f.key)
  SELECT coalesce(jsonb_agg(jsonb_build_object(
                    'key', f.key, 'section', f.section, 'title', w.title, 'title_en', w.title_en, 'count', f.many,
                    'of', (SELECT count(*) FROM round_unit m WHERE m.round_id = r.id), 'units', f.units)
                    ORDER BY array_position('{course,strength,limit}', f.section), f.many DESC, f.key), '[]')
    FROM fact f CROSS JOIN LATERAL conclusion_words(f.key) w
$$;

-- The lines with which a conclusion begins: one for each figure, one for each finding of a person at its
-- unit, one recommendation for each limit.
-- Internal.
CREATE OR REPLACE FUNCTION conclusion_draft(r inspection_round, facts jsonb) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT coalesce(jsonb_agg(l.line ORDER BY l.part, l.n), '[]')
    FROM (SELECT CASE f ->> 'section' WHEN 'strength' THEN 1 ELSE 2 END AS part, n,
                 jsonb_build_object('section', f -> 'section', 'fact', f -> 'key',
                                    'text', format('%s/%s đơn vị %s.', f ->> 'count', f ->> 'of', f ->> 'title')) AS line
            FROM jsonb_array_elements(facts) WITH ORDINALITY x(f, n) WHERE f ->> 'section' <> 'course'
          UNION ALL
          SELECT 3, row_number() OVER (ORDER BY u.code, v.at, v.id),
                 jsonb_strip_nulls(jsonb_build_object('section', 'limit', 'fact', 'people', 'unit', u.code, 'text', v.text,
                                                      'criterion', (SELECT k.code FROM criterion k WHERE k.id = v.criterion_id)))
            FROM visit_finding v JOIN unit u ON u.id = v.unit_id WHERE v.round_id = r.id AND NOT is_withdrawn(v)
          UNION ALL
          SELECT 4, min(n), jsonb_build_object('section', 'recommendation', 'fact', min(f ->> 'key'), 'text', w.advice,
                                               'measure', 'Báo cáo kết quả kèm minh chứng.',
                                               'due_on', greatest(r.period_to, today_here()) + 30)
            FROM jsonb_array_elements(facts) WITH ORDINALITY x(f, n) CROSS JOIN LATERAL conclusion_words(f ->> 'key') w
           WHERE f ->> 'section' = 'limit'
           GROUP BY w.advice) l
$$;
