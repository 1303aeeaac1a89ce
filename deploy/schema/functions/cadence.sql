-- Days and weeks that posts cover.

-- How units posted over a period, for news by days and for stories by ISO weeks.  Due are the days
-- or weeks that are over, and the present one if it is covered already.  Only covered ones have a row,
-- in the order of the index; gaps and runs come from the row before.
CREATE OR REPLACE FUNCTION cadence_counts(units integer[], first_day date, last_day date, as_of date)
RETURNS TABLE (unit_id integer, kind text, due integer, covered integer, posts bigint, longest_gap integer,
               streak integer, last date)
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  WITH span AS (
    SELECT k.kind, k.start, k.step,
           greatest(least((last_day - k.start) / k.step + 1, (as_of - k.start) / k.step), 0) AS past  -- are over
      FROM (VALUES ('news', first_day, 1), ('story', date_trunc('week', first_day)::date, 7)) k(kind, start, step)),
  run AS (
    SELECT d.unit_id, 'news' AS kind, d.start, d.posts, d.start AS last,
           d.start - lag(d.start) OVER (PARTITION BY d.unit_id ORDER BY d.start) AS since
      FROM (SELECT p.unit_id, p.published_on AS start, count(*) AS posts FROM post p
             WHERE p.unit_id = ANY (units) AND p.kind = 'news' AND p.published_on BETWEEN first_day AND last_day
             GROUP BY p.unit_id, p.published_on) d
    UNION ALL
    SELECT w.unit_id, 'story', w.start, w.posts, w.last,
           (w.start - lag(w.start) OVER (PARTITION BY w.unit_id ORDER BY w.start)) / 7
      FROM (SELECT p.unit_id, p.published_on - (p.published_on - '0001-01-01'::date) % 7 AS start,    -- a Monday
                   count(*) AS posts, max(p.published_on) AS last FROM post p
             WHERE p.unit_id = ANY (units) AND p.kind = 'story' AND p.published_on BETWEEN first_day AND last_day
             GROUP BY 1, 2) w),
  summed AS (
    SELECT r.unit_id, r.kind, count(*)::integer AS covered, sum(r.posts)::bigint AS posts, max(r.since) - 1 AS gap,
           min(r.start) AS first, max(r.start) AS latest, max(r.last) AS last,
           max(r.start) FILTER (WHERE r.since IS NULL OR r.since > 1) AS run_start
      FROM run r GROUP BY r.unit_id, r.kind)
  SELECT u.id, s.kind, s.past + (t.unit_id IS NOT NULL AND (t.latest - s.start) / s.step >= s.past)::integer,
         coalesce(t.covered, 0), coalesce(t.posts, 0),
         greatest((t.first - s.start) / s.step, t.gap, s.past - 1 - coalesce((t.latest - s.start) / s.step, -1)),
         CASE WHEN (t.latest - s.start) / s.step >= s.past - 1 THEN (t.latest - t.run_start) / s.step + 1 ELSE 0 END,
         t.last
    FROM unnest(units) u(id)
   CROSS JOIN span s
    LEFT JOIN summed t ON t.unit_id = u.id AND t.kind = s.kind
$$;
GRANT EXECUTE ON FUNCTION cadence_counts(integer[], date, date, date) TO mc_admin;

-- Each day or week of one unit, and the missed ones.
CREATE OR REPLACE FUNCTION cadence_days(wanted integer, wanted_kind text, first_day date, last_day date, as_of date)
RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  WITH span AS (
    SELECT CASE WHEN wanted_kind = 'news' THEN first_day ELSE date_trunc('week', first_day)::date END AS start,
           CASE WHEN wanted_kind = 'news' THEN 1 ELSE 7 END AS step),
  counted AS (
    SELECT (p.published_on - s.start) / s.step AS i, count(*) AS posts
      FROM span s
      JOIN post p ON p.unit_id = wanted AND p.kind = wanted_kind AND p.published_on BETWEEN first_day AND last_day
     GROUP BY 1),
  cell AS (
    SELECT s.start + i * s.step AS start, s.step, coalesce(c.posts, 0) AS posts
      FROM span s
     CROSS JOIN LATERAL generate_series(0, (last_day - s.start) / s.step) i
      LEFT JOIN counted c USING (i)
     WHERE last_day >= s.start)
  SELECT jsonb_build_object(
           'missed', coalesce(jsonb_agg(start ORDER BY start) FILTER (WHERE posts = 0 AND start + step <= as_of), '[]'),
           'calendar', coalesce(jsonb_agg(jsonb_build_object('start', start, 'posts', posts) ORDER BY start), '[]'))
    FROM cell
$$;
GRANT EXECUTE ON FUNCTION cadence_days(integer, text, date, date, date) TO mc_admin;

-- The cadence of units up to a day, the one furthest behind first; of a single unit with its days.
CREATE OR REPLACE FUNCTION cadence_report(wanted integer, on_day date, units integer[]) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  WITH chosen AS (SELECT c.period_from AS since, least(on_day, c.period_to) AS until FROM campaign c WHERE c.id = wanted),
  line AS (
    SELECT n.unit_id, sum(n.due - n.covered) AS behind,
           jsonb_object_agg(n.kind, jsonb_build_object(
             'due', n.due, 'covered', n.covered, 'posts', n.posts, 'longest_gap', n.longest_gap,
             'streak', n.streak, 'last', n.last)
             || CASE WHEN cardinality(units) = 1 THEN cadence_days(n.unit_id, n.kind, c.since, c.until, on_day)
                     ELSE '{}' END) AS kinds
      FROM chosen c
     CROSS JOIN LATERAL cadence_counts(units, c.since, c.until, on_day) n
     GROUP BY n.unit_id)
  SELECT jsonb_build_object('from', c.since, 'to', c.until, 'units', (
           SELECT coalesce(jsonb_agg(jsonb_build_object('code', u.code, 'name', u.name) || l.kinds
                                     ORDER BY l.behind DESC, u.code), '[]')
             FROM line l JOIN unit u ON u.id = l.unit_id))
    FROM chosen c
$$;
GRANT EXECUTE ON FUNCTION cadence_report(integer, date, integer[]) TO mc_admin;

-- The same for the units that an account may read.  NULL: no such campaign.
CREATE OR REPLACE FUNCTION app_cadence(wanted text, wanted_unit text, on_day date) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object('campaign', c.code) || cadence_report(c.id,
           coalesce(on_day, (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date),
           ARRAY(SELECT m.unit_id FROM campaign_unit m JOIN unit u ON u.id = m.unit_id
                  WHERE m.campaign_id = c.id AND (wanted_unit IS NULL OR u.code = wanted_unit)
                    AND m.unit_id = ANY ((SELECT app_readable_units('posts:read'))::int[])))
    FROM campaign c
   WHERE c.code = wanted
$$;
GRANT EXECUTE ON FUNCTION app_cadence(text, text, date) TO mc_gateway;
