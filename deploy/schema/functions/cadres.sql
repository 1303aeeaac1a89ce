-- Ages of cadres against the limits of their posts, and the list that brings cadres.

-- A day as yyyy-mm-dd; NULL: the text is none.
CREATE OR REPLACE FUNCTION iso_day(given text) RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN given ~ '^(19|20)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$'
               AND substr(given, 9, 2)::integer <= extract(day FROM
                     (substr(given, 1, 7) || '-01')::date + interval '1 month - 1 day')
              THEN given::date END
$$;
GRANT EXECUTE ON FUNCTION iso_day(text) TO mc_admin;

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

-- Cadres of a list: adds them, or updates those that are there; a row with a fault is left out, but a
-- wrong day of birth is stored, so that the watch keeps asking for it.
-- given: [{"unit","name","birth","post","area","since","term","state","note"}].
CREATE OR REPLACE FUNCTION import_cadres(given jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SET search_path = public, pg_temp AS $$
DECLARE
  faults jsonb;
  written integer;
  refused integer;
BEGIN
  CREATE TEMP TABLE row ON COMMIT DROP AS
    SELECT g.n, r.*, iso_day(r.birth) AS born_on, u.id AS unit_id, p.code AS post_code
      FROM jsonb_array_elements(given) WITH ORDINALITY g(r, n)
     CROSS JOIN LATERAL jsonb_to_record(g.r) AS r(unit text, name text, birth text, post text, area text,
                                                  since text, term text, state text, note text)
      LEFT JOIN unit u ON u.code = r.unit
      LEFT JOIN cadre_post p ON lower(r.post) IN (p.code, lower(p.name));
  CREATE TEMP TABLE wrong ON COMMIT DROP AS
    SELECT n, v.field, v.code, v.about
      FROM row
     CROSS JOIN LATERAL (VALUES
       ('unit', CASE WHEN unit = '' THEN 'cell.missing' WHEN unit_id IS NULL THEN 'unit.unknown' END, unit),
       ('name', CASE WHEN name = '' THEN 'cell.missing' END, name),
       ('birth', CASE WHEN born_on IS NULL THEN 'birth.invalid' END, birth),
       ('post', CASE WHEN post = '' THEN 'cell.missing' WHEN post_code IS NULL THEN 'post.unknown' END, post),
       ('area', CASE WHEN area NOT IN ('normal', 'difficult') THEN 'area.unknown' END, area),
       ('since', CASE WHEN since <> '' AND iso_day(since) IS NULL THEN 'day.format' END, since),
       ('term', CASE WHEN term <> '' AND iso_day(term) IS NULL THEN 'day.format' END, term),
       ('state', CASE WHEN state NOT IN ('serving', 'reported', 'exempt', 'awaiting', 'left')
                      THEN 'state.unknown' END, state)) AS v(field, code, about)
     WHERE v.code IS NOT NULL;
  DELETE FROM row WHERE n IN (SELECT n FROM wrong WHERE code <> 'birth.invalid');
  DELETE FROM wrong WHERE code = 'birth.invalid' AND n NOT IN (SELECT n FROM row);
  SELECT coalesce(jsonb_agg(tree_fault(n, field, code, about) ORDER BY n, field), '[]'),
         count(DISTINCT n) FILTER (WHERE code <> 'birth.invalid')
    INTO faults, refused FROM wrong;
  WITH put AS (
    INSERT INTO cadre AS c (unit_id, full_name, born_on, born_given, post, area, since, term_ends, state, note)
    SELECT DISTINCT ON (unit_id, name, post_code) unit_id, name, born_on, birth, post_code, area,
           iso_day(since), iso_day(term), state, note
      FROM row ORDER BY unit_id, name, post_code, n DESC
    ON CONFLICT (unit_id, full_name, post) DO UPDATE
       SET born_on = excluded.born_on, born_given = excluded.born_given, area = excluded.area,
           since = excluded.since, term_ends = excluded.term_ends, state = excluded.state,
           note = excluded.note, changed_at = now()
     WHERE (c.born_on, c.born_given, c.area, c.since, c.term_ends, c.state, c.note)
           IS DISTINCT FROM (excluded.born_on, excluded.born_given, excluded.area, excluded.since,
                             excluded.term_ends, excluded.state, excluded.note)
    RETURNING 1)
  SELECT count(*) INTO written FROM put;
  DROP TABLE row, wrong;
  RETURN jsonb_build_object('faults', faults, 'rows', jsonb_array_length(given), 'accepted', written,
                            'repeated', jsonb_array_length(given) - refused - written, 'rejected', refused);
END $$;
GRANT EXECUTE ON FUNCTION import_cadres(jsonb) TO mc_admin;
