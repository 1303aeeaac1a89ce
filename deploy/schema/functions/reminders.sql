-- Units that are behind a target or have missed a post, for the weekly reminder; recommendations that are
-- new, due or overdue; visits of inspection rounds and what they ask of units; malware in files that are no evidence.

-- Internal.
CREATE OR REPLACE FUNCTION figure_words(amount numeric) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT replace(trim_scale(round(amount, 2))::text, '.', ',')
$$;

-- Units that are behind the expected pace of a target today, once in an ISO week each; the worst
-- first, one line a target.  A target whose window is over is left out.
CREATE OR REPLACE FUNCTION reminders_pace(today date)
RETURNS TABLE (occasion uuid, campaign_id integer, unit_id integer, due_on date, title text, amount integer,
               details text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT f.occasion, f.campaign_id, f.unit_id, l.due_on, f.name, l.amount, l.details
    FROM (SELECT c.id AS campaign_id, c.name, m.unit_id,
                 md5('pace/' || c.id || '/' || m.unit_id || '/' || to_char(today, 'IYYY-IW'))::uuid AS occasion
            FROM campaign c JOIN campaign_unit m ON m.campaign_id = c.id
           WHERE c.state = 'open' AND today BETWEEN c.period_from AND c.period_to) f
   CROSS JOIN LATERAL (
     SELECT count(*)::integer AS amount, min(today + p.days_left) AS due_on,
            array_to_string((array_agg(k.code || ' ' || k.name || ': đạt ' || figure_words(p.achieved) || ' trên '
              || figure_words(p.target) || ', đến hôm nay cần ' || figure_words(p.expected) || ', hạn '
              || to_char(today + p.days_left, 'DD/MM/YYYY') ORDER BY p.achieved / p.expected, k.sort, k.code))[1:10], E'\n') AS details
       FROM target_pace(f.campaign_id, today, f.unit_id) p
       JOIN criterion k ON k.id = p.criterion_id
      WHERE p.achieved < p.expected AND p.days_left > 0) l
   WHERE l.amount > 0 AND NOT EXISTS (SELECT FROM told t WHERE t.subject_id = f.occasion)
   ORDER BY f.occasion
   LIMIT 1000
$$;
GRANT EXECUTE ON FUNCTION reminders_pace(date) TO mc_notification;

-- Units that missed days or the week of posts in the ISO week before, where a criterion of their
-- campaign counts such posts or they have any posts.
CREATE OR REPLACE FUNCTION reminders_posts(today date)
RETURNS TABLE (occasion uuid, campaign_id integer, unit_id integer, due_on date, title text, amount integer,
               details text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH week AS (SELECT date_trunc('week', today)::date - 7 AS since, date_trunc('week', today)::date - 1 AS until),
  unit_week AS (
    SELECT c.id AS campaign_id, c.name, m.unit_id, greatest(w.since, c.period_from) AS since, w.until, c.period_to,
           md5('posts/' || c.id || '/' || m.unit_id || '/' || to_char(today, 'IYYY-IW'))::uuid AS occasion,
           ARRAY(SELECT k.kind FROM (VALUES ('news'), ('story')) k(kind)
                  WHERE EXISTS (SELECT FROM post_criterion x WHERE x.campaign_id = c.id AND x.kind = k.kind)
                     OR EXISTS (SELECT FROM post p WHERE p.unit_id = m.unit_id AND p.kind = k.kind
                                   AND p.published_on BETWEEN c.period_from AND c.period_to)) AS kinds
      FROM week w
      JOIN campaign c ON c.state = 'open' AND today BETWEEN c.period_from AND c.period_to AND w.until >= c.period_from
      JOIN campaign_unit m ON m.campaign_id = c.id),
  missed AS (
    SELECT u.*,
           ARRAY(SELECT d::date FROM generate_series(u.since, u.until, interval '1 day') d
                  WHERE 'news' = ANY (u.kinds)
                    AND NOT EXISTS (SELECT FROM post p WHERE p.unit_id = u.unit_id AND p.kind = 'news'
                                       AND p.published_on = d::date) ORDER BY 1) AS days,
           'story' = ANY (u.kinds)
             AND NOT EXISTS (SELECT FROM post p WHERE p.unit_id = u.unit_id AND p.kind = 'story'
                                AND p.published_on BETWEEN u.since AND u.until) AS no_story
      FROM unit_week u
     WHERE NOT EXISTS (SELECT FROM told t WHERE t.subject_id = u.occasion))
  SELECT m.occasion, m.campaign_id, m.unit_id, least(m.until + 7, m.period_to), m.name,
         cardinality(m.days) + m.no_story::integer,
         concat_ws('; ',
           CASE WHEN m.days <> '{}' THEN 'chưa có tin tốt ngày ' || (
             SELECT string_agg(to_char(d, 'DD/MM'), ', ' ORDER BY d) FROM unnest(m.days) d) END,
           CASE WHEN m.no_story THEN 'tuần từ ' || to_char(m.since, 'DD/MM') || ' đến ' || to_char(m.until, 'DD/MM')
                                  || ' chưa có câu chuyện đẹp' END)
    FROM missed m
   WHERE m.days <> '{}' OR m.no_story
   ORDER BY m.occasion
   LIMIT 1000
$$;
GRANT EXECUTE ON FUNCTION reminders_posts(date) TO mc_notification;

-- The occasions of recommendations today: for the unit a new one (7), one that is due within a week (8), an
-- overdue one (9), once for each due day; for the committee of the province those that are overdue for more
-- than `late` days (10), once for each due day with the names of the units.  What the unit has reported waits
-- for an inspector and reminds no unit.
CREATE OR REPLACE FUNCTION reminders_asked(today date, late integer)
RETURNS TABLE (occasion uuid, campaign_id integer, unit_id integer, due_on date, title text, amount integer,
               details text, kind integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH unmet AS (
    SELECT q.id, r.campaign_id, c.province_id, f.unit_id, f.due_on, f.state, q.text, q.measure,
           (q.at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS since
      FROM recommendation_unit f
      JOIN recommendation q ON q.id = f.recommendation_id
      JOIN inspection_round r ON r.id = q.round_id
      JOIN campaign c ON c.id = r.campaign_id
     WHERE f.state <> 'accepted'),
  due AS (
    SELECT u.id, u.campaign_id, u.unit_id, u.due_on, u.text, 0 AS amount, u.measure AS details,
           CASE WHEN u.due_on < today THEN 9
                WHEN u.due_on <= today + 7 AND u.since < u.due_on - 7 THEN 8
                WHEN u.state = 'open' THEN 7 END AS kind
      FROM unmet u WHERE u.state <> 'reported'
    UNION ALL
    SELECT u.id, u.campaign_id, u.province_id, u.due_on, min(u.text), count(*)::integer,
           string_agg(n.name, ', ' ORDER BY n.code), 10
      FROM unmet u JOIN unit n ON n.id = u.unit_id
     WHERE u.due_on < today - late
     GROUP BY u.id, u.campaign_id, u.province_id, u.due_on)
  SELECT o.occasion, d.campaign_id, d.unit_id, d.due_on, left(d.text, 200), d.amount, left(d.details, 500), d.kind
    FROM due d
   CROSS JOIN LATERAL (
     SELECT md5('asked/' || d.kind || '/' || d.id || '/' || d.unit_id
                || CASE WHEN d.kind = 7 THEN '' ELSE '/' || d.due_on END)::uuid AS occasion) o
   WHERE d.kind IS NOT NULL AND NOT EXISTS (SELECT FROM told t WHERE t.subject_id = o.occasion)
   ORDER BY o.occasion
   LIMIT 1000
$$;
GRANT EXECUTE ON FUNCTION reminders_asked(date, integer) TO mc_notification;

-- The occasions of visits today: for the unit a day that is set (11), another day (12), a visit that is off (13),
-- of each the newest notice while its day is not over; minutes that the team has signed (14); a self-inspection
-- report that is demanded (15), due within three days (16), overdue (17); for the committee of the province the
-- units whose report is overdue (18).  Once each; a report again when its day changes.
CREATE OR REPLACE FUNCTION reminders_visits(today date)
RETURNS TABLE (occasion uuid, campaign_id integer, unit_id integer, due_on date, title text, amount integer,
               details text, kind integer, place text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH open AS (
    SELECT r, r.id, r.campaign_id, r.title, r.report_due_on AS due_on, c.province_id,
           (SELECT max(a.at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date FROM round_act a
             WHERE a.round_id = r.id AND a.act = 'step' AND a.detail ->> 'to' = 'issued') AS since
      FROM inspection_round r JOIN campaign c ON c.id = r.campaign_id WHERE r.state IN ('issued', 'under_way', 'concluded')),
  lacking AS (
    SELECT o.*, m.unit_id, u.code, u.name
      FROM open o JOIN round_unit m ON m.round_id = o.id JOIN unit u ON u.id = m.unit_id
     WHERE o.due_on IS NOT NULL AND (o.r).state <> 'concluded' AND NOT is_visit_locked(o.id, m.unit_id)
       AND NOT EXISTS (SELECT FROM self_report f WHERE f.round_id = o.id AND f.unit_id = m.unit_id)),
  due AS (
    SELECT 'visit/' || n.number AS name, o.*, n.unit_id, n.day, 0 AS amount, notice_details(n) AS details,
           CASE n.act WHEN 'set' THEN 11 WHEN 'moved' THEN 12 WHEN 'cancelled' THEN 13 ELSE 19 END AS kind, '/don-vi/' || u.code || '/chuan-bi' AS page
      FROM open o
      JOIN (SELECT DISTINCT ON (v.round_id, v.unit_id) v AS n, v.* FROM visit_notice v
             ORDER BY v.round_id, v.unit_id, v.number DESC) l ON l.round_id = o.id
     CROSS JOIN LATERAL (SELECT (l.n).*) n
      JOIN unit u ON u.id = n.unit_id
     WHERE n.day >= today
    UNION ALL
    SELECT 'minutes/' || m.version, o.*, m.unit_id, NULL, m.version,
           'Đọc biên bản, xác nhận hoặc nêu ý kiến của đơn vị.', 14, '/don-vi/' || u.code || '/bien-ban'
      FROM open o
      JOIN (SELECT a.round_id, a.unit_id, max(a.version) AS version FROM visit_minutes_act a GROUP BY a.round_id, a.unit_id) m
        ON m.round_id = o.id
      JOIN unit u ON u.id = m.unit_id
     WHERE visit_minutes_state(o.id, m.unit_id) = 'signed'
    UNION ALL
    SELECT 'report', l.r, l.id, l.campaign_id, l.title, l.due_on, l.province_id, l.since, l.unit_id, l.due_on, greatest(0, today - l.due_on),
           'Gửi tệp báo cáo đã ký trên trang Chuẩn bị buổi làm việc; hệ thống ghi giờ nhận và cấp biên nhận.',
           CASE WHEN l.due_on < today THEN 17 WHEN l.due_on <= today + 3 AND l.since < l.due_on - 3 THEN 16 ELSE 15 END,
           '/don-vi/' || l.code || '/chuan-bi'
      FROM lacking l
    UNION ALL
    SELECT 'reports', l.r, l.id, l.campaign_id, l.title, l.due_on, l.province_id, l.since, l.province_id, l.due_on, count(*)::integer,
           string_agg(l.name, ', ' ORDER BY l.code), 18, ''
      FROM lacking l WHERE l.due_on < today
     GROUP BY l.r, l.id, l.campaign_id, l.title, l.due_on, l.province_id, l.since)
  SELECT x.occasion, d.campaign_id, d.unit_id, d.day, left(d.title, 200), d.amount, d.details, d.kind,
         CASE WHEN d.kind = 13 THEN '' ELSE round_page(d.r, d.page) END   -- a unit that the plan has left out sees no page of it
    FROM due d
   CROSS JOIN LATERAL (
     SELECT md5(d.name || '/' || d.kind || '/' || d.id || '/' || d.unit_id
                || CASE WHEN d.kind BETWEEN 15 AND 18 THEN '/' || d.due_on ELSE '' END)::uuid AS occasion) x
   WHERE NOT EXISTS (SELECT FROM told t WHERE t.subject_id = x.occasion)
   ORDER BY x.occasion
   LIMIT 1000
$$;
GRANT EXECUTE ON FUNCTION reminders_visits(date) TO mc_notification;

-- The occasions of malware that the reader found in files that are no evidence: for the unit of a report (20);
-- for the account that filed a photo of a visit or a decision (21).  Once each.
CREATE OR REPLACE FUNCTION reminders_files()
RETURNS TABLE (occasion uuid, campaign_id integer, unit_id integer, due_on date, title text, amount integer,
               details text, kind integer, place text, account_id integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH bad AS MATERIALIZED (SELECT encode(f.hash, 'hex') AS hash FROM file_reading f WHERE f.problem = 'malware'),
  kept AS (
    SELECT 'report/' || s.id AS name, x.file, r, r.campaign_id, s.unit_id, r.title, 20 AS kind, '/chuan-bi' AS page, 0 AS account_id
      FROM self_report s JOIN inspection_round r ON r.id = s.round_id CROSS JOIN jsonb_array_elements(s.files) x(file)
    UNION ALL
    SELECT 'photo/' || e.id, x.file, r, r.campaign_id, i.unit_id, r.title, 21, '', e.account_id
      FROM visit_entry e JOIN visit_item i ON i.id = e.item_id JOIN inspection_round r ON r.id = i.round_id
     CROSS JOIN jsonb_array_elements(e.photos) x(file)
    UNION ALL
    SELECT 'photo/' || f.id, x.file, r, r.campaign_id, f.unit_id, r.title, 21, '', f.account_id
      FROM visit_finding f JOIN inspection_round r ON r.id = f.round_id CROSS JOIN jsonb_array_elements(f.photos) x(file)
    UNION ALL
    SELECT 'decision/' || p.id, p.decision -> 'file', NULL, c.id, c.province_id, c.name, 21, '', p.account_id
      FROM publication p JOIN campaign c ON c.id = p.campaign_id),
  due AS (
    SELECT k.name, k.r, k.campaign_id, k.unit_id, k.title, k.kind, k.page, k.account_id, count(*)::integer AS amount,
           string_agg(k.file ->> 'name', ', ' ORDER BY k.file ->> 'name') AS names
      FROM kept k JOIN bad b ON b.hash = k.file ->> 'hash'
     GROUP BY k.name, k.r, k.campaign_id, k.unit_id, k.title, k.kind, k.page, k.account_id)
  SELECT x.occasion, d.campaign_id, d.unit_id, NULL::date, left(d.title, 200), d.amount,
         left(d.names, 500) || E'\nQuét máy tính bằng phần mềm diệt vi-rút, tạo lại tệp từ nguồn sạch rồi gửi lại.', d.kind,
         CASE WHEN d.r IS NULL THEN '/' || c.code || '/cong-bo' ELSE round_page(d.r, '/don-vi/' || u.code || d.page) END, d.account_id
    FROM due d
    JOIN campaign c ON c.id = d.campaign_id
    JOIN unit u ON u.id = d.unit_id
   CROSS JOIN LATERAL (SELECT md5('malware/' || d.name)::uuid AS occasion) x
   WHERE NOT EXISTS (SELECT FROM told t WHERE t.subject_id = x.occasion)
   ORDER BY x.occasion
   LIMIT 1000
$$;
GRANT EXECUTE ON FUNCTION reminders_files() TO mc_notification;
