-- Ages of cadres against the limits of their posts.

-- For a birth on 29 February the birthday of a year without that day is 1 March.
CREATE OR REPLACE FUNCTION birthday(born date, years integer) RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT d + CASE WHEN extract(day FROM born) = 29 AND extract(day FROM d) = 28 THEN 1 ELSE 0 END
    FROM (SELECT (born + make_interval(years => years))::date AS d) x
$$;
GRANT EXECUTE ON FUNCTION birthday(date, integer) TO mc_gateway, mc_admin;

CREATE OR REPLACE FUNCTION age_years(born date, at date) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT y - CASE WHEN birthday(born, y) > at THEN 1 ELSE 0 END
    FROM (SELECT (extract(year FROM at) - extract(year FROM born))::integer AS y) x
$$;
GRANT EXECUTE ON FUNCTION age_years(date, date) TO mc_gateway, mc_admin;

CREATE OR REPLACE FUNCTION over_age_from(born date, years integer, day text) RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE day WHEN 'reached' THEN birthday(born, years)
                  WHEN 'passed' THEN birthday(born, years + 1)
                  WHEN 'month_end' THEN (date_trunc('month', birthday(born, years)) + interval '1 month')::date
                  WHEN 'year_end' THEN (date_trunc('year', birthday(born, years)) + interval '1 year')::date END
$$;
GRANT EXECUTE ON FUNCTION over_age_from(date, integer, text) TO mc_gateway, mc_admin;

-- The watch list: every serving cadre with the limit and the result on a day.  verdict:
-- 'over', 'soon' (within so many months), 'over_at_term', 'too_old_at_start', 'birth_wrong'
-- (no date, in the future, or an age that no post holder has), 'no_limit', 'fine'.
-- Reported, exempt or awaiting placement are states, not alarms.
CREATE OR REPLACE FUNCTION cadre_watch(at date, months integer)
RETURNS TABLE (id uuid, unit_id integer, full_name text, born_on date, born_given text, post text,
               area text, state text, note text, term_ends date, age integer, hold integer,
               source text, over_from date, verdict text, is_alarm boolean)
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT x.id, x.unit_id, x.full_name, x.born_on, x.born_given, x.post, x.area, x.state, x.note,
         x.term_ends, x.age, x.hold, x.source, x.over_from, x.verdict,
         x.state = 'serving' AND x.verdict NOT IN ('fine', 'no_limit')
    FROM (
      SELECT c.id, c.unit_id, c.full_name, c.born_on, c.born_given, c.post, c.area, c.state, c.note,
             c.term_ends, a.age, l.hold, l.source, o.over_from,
             CASE WHEN c.born_on IS NULL OR a.age < 15 OR a.age > 70 THEN 'birth_wrong'
                  WHEN l.hold IS NULL THEN 'no_limit'
                  WHEN o.over_from <= at THEN 'over'
                  WHEN o.over_from <= (at + make_interval(months => months))::date THEN 'soon'
                  WHEN o.over_from <= c.term_ends THEN 'over_at_term'
                  WHEN age_years(c.born_on, c.since) > l.first THEN 'too_old_at_start'
                  ELSE 'fine' END AS verdict
        FROM cadre c
       CROSS JOIN cadre_policy p
        LEFT JOIN LATERAL (
          SELECT n.first, n.hold, n.source FROM age_limit n
           WHERE n.post = c.post AND n.area IN (c.area, 'normal')
           ORDER BY n.area = c.area DESC LIMIT 1) l ON true
       CROSS JOIN LATERAL (SELECT age_years(c.born_on, at) AS age) a
       CROSS JOIN LATERAL (SELECT over_age_from(c.born_on, l.hold, p.day) AS over_from) o
       WHERE c.state <> 'left') x
$$;
GRANT EXECUTE ON FUNCTION cadre_watch(date, integer) TO mc_gateway, mc_admin;
