-- Before a visit: the notices that a unit is given of its day, and all that it has to do until then, on one page.

-- A report, a choice and a notice stay as they were written, whatever statement would change them.
CREATE OR REPLACE FUNCTION keep_as_written() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'what was written before a visit never changes' USING ERRCODE = 'MC003';
END $$;
CREATE OR REPLACE TRIGGER keep_as_written BEFORE UPDATE ON self_report FOR EACH ROW EXECUTE FUNCTION keep_as_written();
CREATE OR REPLACE TRIGGER keep_as_written BEFORE UPDATE ON round_sample FOR EACH ROW EXECUTE FUNCTION keep_as_written();
CREATE OR REPLACE TRIGGER keep_as_written BEFORE UPDATE ON visit_notice FOR EACH ROW EXECUTE FUNCTION keep_as_written();

-- Gives notice of each visit of the round whose day, session, team or head is another than in the last notice,
-- while the round is issued or under way; of a visit that is off, too.  While a plan is a draft again no notice
-- is given: what has changed then follows when it is issued.  Doing it again changes nothing.
-- Internal.
CREATE OR REPLACE FUNCTION keep_notices(wanted_round integer) RETURNS void
LANGUAGE sql VOLATILE SET search_path = public, pg_temp AS $$
  WITH last AS (
    SELECT DISTINCT ON (n.unit_id) n.* FROM visit_notice n WHERE n.round_id = wanted_round ORDER BY n.unit_id, n.number DESC),
  due AS (
    SELECT x.unit_id, x.visited_on AS day, coalesce(x.half, 'day') AS half, t.name AS team,
           coalesce((SELECT a.full_name FROM team_member m JOIN account a ON a.id = m.account_id
                      WHERE m.team_id = t.id AND m.post = 'head'), '') AS head
      FROM inspection_round r JOIN team_unit x ON x.round_id = r.id JOIN round_team t ON t.id = x.team_id
     WHERE r.id = wanted_round AND r.state IN ('issued', 'under_way') AND x.visited_on IS NOT NULL)
  INSERT INTO visit_notice (round_id, unit_id, number, act, day, half, team, head)
  SELECT wanted_round, unit_id, coalesce(l.number, 0) + 1,
         CASE WHEN d.day IS NULL THEN 'cancelled' WHEN l.number IS NULL OR l.act = 'cancelled' THEN 'set'
              WHEN (d.day, d.half) = (l.day, l.half) THEN 'team' ELSE 'moved' END,
         coalesce(d.day, l.day), coalesce(d.half, l.half), coalesce(d.team, l.team), coalesce(d.head, l.head)
    FROM due d FULL JOIN last l USING (unit_id)
   WHERE CASE WHEN d.day IS NULL
              THEN l.act <> 'cancelled' AND (SELECT r.state FROM inspection_round r WHERE r.id = wanted_round) IN ('issued', 'under_way')
              ELSE l.number IS NULL OR l.act = 'cancelled' OR (d.day, d.half, d.team, d.head) <> (l.day, l.half, l.team, l.head) END
$$;

-- Internal.
CREATE OR REPLACE FUNCTION session_words(half text) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE half WHEN 'morning' THEN 'buổi sáng, từ 7 giờ 30' WHEN 'afternoon' THEN 'buổi chiều, từ 13 giờ 30'
                   ELSE 'cả ngày, từ 7 giờ 30' END
$$;

-- What a notice says beside its day: session, team and head; unless the visit is off, what is to be prepared.
-- Internal.
CREATE OR REPLACE FUNCTION notice_details(n visit_notice) RETURNS text
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT concat_ws(E'\n',
           upper(left(session_words(n.half), 1)) || substr(session_words(n.half), 2) || '.',
           n.team || CASE WHEN n.head <> '' THEN ', trưởng đoàn: ' || n.head ELSE '' END || '.',
           CASE WHEN is_on AND r.papers <> '{}' THEN 'Giấy tờ cần chuẩn bị: ' || array_to_string(r.papers, '; ') || '.' END,
           CASE WHEN is_on AND r.report_due_on IS NOT NULL THEN 'Báo cáo tự kiểm tra: gửi đến hết ngày ' || to_char(r.report_due_on, 'DD/MM/YYYY') || '.' END,
           CASE CASE WHEN is_on THEN r.sample_by END WHEN 'unit' THEN 'Chọn ' || r.sample_size || ' cơ sở đoàn để đoàn kiểm tra đến.'
                            WHEN 'team' THEN 'Đoàn kiểm tra chọn ' || r.sample_size || ' cơ sở đoàn để đến.'
                            WHEN 'lot' THEN 'Bốc thăm ' || r.sample_size || ' cơ sở đoàn để đoàn kiểm tra đến.' END,
           CASE WHEN is_on AND r.outline <> '' THEN E'Đề cương:\n' || left(r.outline, 1500) END)
    FROM inspection_round r CROSS JOIN LATERAL (SELECT n.act <> 'cancelled' AS is_on) o WHERE r.id = n.round_id
$$;

-- The address of a page of a round, below that of the web page.
-- Internal.
CREATE OR REPLACE FUNCTION round_page(r inspection_round, more text) RETURNS text
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT '/' || c.code || '/kiem-tra/' || r.code || more FROM campaign c WHERE c.id = r.campaign_id
$$;

-- The visit of a unit; NULL: it has no day yet.
-- Internal.
CREATE OR REPLACE FUNCTION visit_day_json(r inspection_round, wanted_unit integer) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object('day', x.visited_on, 'half', coalesce(x.half, 'day'), 'team', t.name,
                            'members', team_json(t, '{}') -> 'members')
    FROM team_unit x JOIN round_team t ON t.id = x.team_id
   WHERE x.round_id = r.id AND x.unit_id = wanted_unit AND x.visited_on IS NOT NULL
$$;

-- The report with its versions, the newest first.
-- Internal.
CREATE OR REPLACE FUNCTION self_report_page(r inspection_round, wanted_unit integer, post text) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT s.state || jsonb_build_object(
           'may_submit', self_report_fault(r, wanted_unit, post, '[]') IS NULL,
           'versions', (SELECT coalesce(jsonb_agg(self_report_json(f) ORDER BY f.version DESC), '[]')
                          FROM self_report f WHERE f.round_id = r.id AND f.unit_id = wanted_unit))
    FROM (SELECT self_report_state(r, wanted_unit) AS state) s WHERE s.state IS NOT NULL
$$;

-- What a unit prepares for a visit, as it, its team and those who plan rounds read it.  NULL: not for this account.
CREATE OR REPLACE FUNCTION app_preparation(wanted_campaign text, wanted_round text, wanted_unit text) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object(
           'campaign', wanted_campaign, 'round', r.code, 'round_title', r.title, 'round_state', r.state, 'symbol', r.symbol,
           'unit', u.code, 'unit_name', u.name, 'post', p.post, 'visit', visit_day_json(r, u.id),
           'outline', r.outline, 'papers', to_jsonb(r.papers),
           'report', self_report_page(r, u.id, p.post), 'sample', sample_json(r, u.id, p.post),
           'minutes', CASE WHEN p.post <> 'unit' OR is_minutes_told(r.id, u.id) THEN visit_minutes_state(r.id, u.id) ELSE 'none' END,
           'notices', (SELECT coalesce(jsonb_agg(jsonb_build_object('act', n.act, 'day', n.day, 'half', n.half, 'team', n.team,
                                                                    'head', n.head, 'at', n.at) ORDER BY n.number DESC), '[]')
                         FROM visit_notice n WHERE n.round_id = r.id AND n.unit_id = u.id))
    FROM unit u
   CROSS JOIN LATERAL round_of(wanted_campaign, wanted_round) r
    JOIN round_unit m ON m.round_id = r.id AND m.unit_id = u.id
   CROSS JOIN LATERAL (SELECT visit_post(r, u.id) AS post) p
   WHERE u.code = wanted_unit AND p.post IS NOT NULL
$$;
GRANT EXECUTE ON FUNCTION app_preparation(text, text, text) TO mc_gateway;

-- What the rounds of all campaigns have a unit do now: a visit ahead, a report, a sample of its own choice,
-- minutes that wait for it; the nearest day first.  NULL: no such unit for this account.
CREATE OR REPLACE FUNCTION app_unit_preparations(wanted_unit text) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object('items', (
           SELECT coalesce(jsonb_agg(jsonb_build_object(
                    'campaign', c.code, 'round', r.code, 'round_title', r.title, 'unit', u.code,
                    'visit', v.visit, 'papers', cardinality(r.papers), 'report', v.report, 'sample', v.sample, 'minutes', v.minutes)
                    ORDER BY v.visit ->> 'day', r.id), '[]')
             FROM round_unit m
             JOIN inspection_round r ON r.id = m.round_id AND r.state IN ('issued', 'under_way', 'concluded')
             JOIN campaign c ON c.id = r.campaign_id
            CROSS JOIN LATERAL (
              SELECT CASE WHEN d.day ->> 'day' >= today_here()::text AND r.state <> 'concluded' THEN d.day END AS visit,
                     CASE WHEN (d.report ->> 'state' IN ('awaited', 'missing') OR (d.report ->> 'faulty')::integer > 0) AND d.is_open THEN d.report END AS report,
                     CASE WHEN d.sample ->> 'by' = 'unit' AND (d.sample ->> 'chosen')::integer = 0 AND d.is_open
                               AND sample_until(r, u.id) >= today_here() THEN d.sample END AS sample,
                     CASE WHEN d.minutes IN ('signed', 'objected') AND is_minutes_told(r.id, u.id) THEN d.minutes END AS minutes
                FROM (SELECT visit_day_json(r, u.id) AS day, self_report_state(r, u.id) AS report, sample_state(r, u.id) AS sample,
                             visit_minutes_state(r.id, u.id) AS minutes,
                             r.state <> 'concluded' AND NOT is_visit_locked(r.id, u.id) AS is_open) d) v
            WHERE m.unit_id = u.id AND is_round_seen(r)
              AND (v.visit IS NOT NULL OR v.report IS NOT NULL OR v.sample IS NOT NULL OR v.minutes IS NOT NULL)))
    FROM unit u
   WHERE u.code = wanted_unit AND (u.id = ANY (app_readable_units('rounds:read')) OR account_is('editor'))
$$;
GRANT EXECUTE ON FUNCTION app_unit_preparations(text) TO mc_gateway;
