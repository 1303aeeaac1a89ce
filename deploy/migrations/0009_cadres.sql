-- Cadres: who holds which post, and until when his age lets him.  The limits are data: the
-- figures of Quy chế cán bộ Đoàn (289-QĐ/TW, 08/02/2010) to begin with; posts of which no
-- limit is known have none until somebody enters one.  On which day a limit is passed is a
-- setting too, because the documents do not say.

CREATE TABLE cadre_post (
  code   text PRIMARY KEY CHECK (code ~ '^[a-z][a-z0-9_]{0,39}$'),
  name   text NOT NULL UNIQUE,               -- Vietnamese
  level  text NOT NULL CHECK (level IN ('central', 'province', 'district', 'grassroots', 'branch')));
INSERT INTO cadre_post VALUES
  ('central_secretary',    'Bí thư Trung ương Đoàn', 'central'),
  ('central_standing',     'Ủy viên Ban Thường vụ Trung ương Đoàn', 'central'),
  ('province_secretary',   'Bí thư cấp tỉnh', 'province'),
  ('province_deputy',      'Phó Bí thư cấp tỉnh', 'province'),
  ('province_standing',    'Ủy viên Ban Thường vụ cấp tỉnh', 'province'),
  ('district_secretary',   'Bí thư cấp huyện', 'district'),
  ('district_deputy',      'Phó Bí thư cấp huyện', 'district'),
  ('district_committee',   'Ủy viên Ban Chấp hành cấp huyện', 'district'),
  ('grassroots_secretary', 'Bí thư Đoàn xã, phường, thị trấn', 'grassroots'),
  ('grassroots_deputy',    'Phó Bí thư Đoàn xã, phường, thị trấn', 'grassroots'),
  ('branch_secretary',     'Bí thư chi đoàn', 'branch'),
  ('other',                'Chức danh khác', 'branch');

CREATE TABLE age_limit (
  post    text NOT NULL REFERENCES cadre_post,
  area    text NOT NULL CHECK (area IN ('normal', 'difficult')),   -- difficult, border, island, policy
  first   integer CHECK (first BETWEEN 15 AND 70),   -- when taking the post; NULL: none known
  hold    integer CHECK (hold BETWEEN 15 AND 70),    -- while holding it
  source  text NOT NULL,
  PRIMARY KEY (post, area));
INSERT INTO age_limit
SELECT post, area, first, hold, '289-QĐ/TW, 08/02/2010'
  FROM (VALUES
    ('central_secretary', 'normal', 40, 42), ('central_standing', 'normal', 37, 42),
    ('province_secretary', 'normal', 35, 40), ('province_deputy', 'normal', 33, 38),
    ('province_standing', 'normal', 32, 37),
    ('district_secretary', 'normal', 30, 35), ('district_secretary', 'difficult', 30, 37),
    ('district_deputy', 'normal', 30, 35), ('district_deputy', 'difficult', 30, 37),
    ('district_committee', 'normal', 30, 35), ('district_committee', 'difficult', 30, 37),
    ('grassroots_secretary', 'normal', NULL, 35), ('grassroots_secretary', 'difficult', NULL, 37),
    ('grassroots_deputy', 'normal', NULL, 35), ('grassroots_deputy', 'difficult', NULL, 37)
  ) AS t(post, area, first, hold);

-- The first day on which somebody is over a limit of n years:
-- 'reached'    his n-th birthday                     (over at once)
-- 'passed'     his n+1-th birthday                   (n years old is not yet over)
-- 'month_end'  the month after his n-th birthday
-- 'year_end'   the year after his n-th birthday
CREATE TABLE cadre_policy (
  one  boolean PRIMARY KEY DEFAULT true CHECK (one),
  day  text NOT NULL DEFAULT 'passed' CHECK (day IN ('reached', 'passed', 'month_end', 'year_end')));
INSERT INTO cadre_policy DEFAULT VALUES;

CREATE TABLE cadre (
  id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  unit_id     integer NOT NULL REFERENCES unit,
  full_name   text NOT NULL CHECK (full_name <> ''),
  born_on     date,                          -- NULL: not known, or what was given is no date
  born_given  text NOT NULL DEFAULT '',      -- as it was given
  post        text NOT NULL REFERENCES cadre_post,
  area        text NOT NULL DEFAULT 'normal' CHECK (area IN ('normal', 'difficult')),
  since       date,                          -- took the post
  term_ends   date,
  state       text NOT NULL DEFAULT 'serving'
              CHECK (state IN ('serving', 'reported', 'exempt', 'awaiting', 'left')),
  note        text NOT NULL DEFAULT '',      -- number of the report, ground of the exemption
  changed_at  timestamptz NOT NULL DEFAULT now(),
  UNIQUE (unit_id, full_name, post));
CREATE INDEX cadre_unit ON cadre (unit_id) WHERE state <> 'left';

-- Born on 29 February: the birthday of a year without one is 1 March.
CREATE FUNCTION birthday(born date, years integer) RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT d + CASE WHEN extract(day FROM born) = 29 AND extract(day FROM d) = 28 THEN 1 ELSE 0 END
    FROM (SELECT (born + make_interval(years => years))::date AS d) x
$$;
CREATE FUNCTION age_years(born date, at date) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT y - CASE WHEN birthday(born, y) > at THEN 1 ELSE 0 END
    FROM (SELECT (extract(year FROM at) - extract(year FROM born))::integer AS y) x
$$;
CREATE FUNCTION over_age_from(born date, years integer, day text) RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE day WHEN 'reached' THEN birthday(born, years)
                  WHEN 'passed' THEN birthday(born, years + 1)
                  WHEN 'month_end' THEN (date_trunc('month', birthday(born, years)) + interval '1 month')::date
                  WHEN 'year_end' THEN (date_trunc('year', birthday(born, years)) + interval '1 year')::date END
$$;

-- The watch: every serving cadre with his limit and where he stands on a day.  verdict:
-- 'over', 'soon' (within so many months), 'over_at_term', 'too_old_at_start', 'birth_wrong'
-- (no date, in the future, or an age that nobody in a post has), 'no_limit', 'fine'.  What is
-- reported, exempt or awaits placement is a state and no alarm.
CREATE FUNCTION cadre_watch(at date, months integer)
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

GRANT SELECT ON cadre, cadre_post, age_limit, cadre_policy TO mc_gateway;
GRANT SELECT, INSERT, UPDATE, DELETE ON cadre, cadre_post, age_limit, cadre_policy TO mc_admin;
-- Dates of birth are personal: only whoever may read the unit reads its cadres.
ALTER TABLE cadre ENABLE ROW LEVEL SECURITY;
CREATE POLICY services ON cadre TO mc_admin USING (true) WITH CHECK (true);
CREATE POLICY readers ON cadre FOR SELECT TO mc_gateway
  USING (unit_id = ANY ((SELECT app_readable_units())::int[]));
