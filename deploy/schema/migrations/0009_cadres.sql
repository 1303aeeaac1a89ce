-- Cadres: the posts they hold, and until when their age permits it.  The limits are data: the
-- figures of Quy chế cán bộ Đoàn (289-QĐ/TW, 08/02/2010) to begin with; a post without a known
-- limit has none until an administrator enters one.  The day on which a limit is exceeded is a
-- setting too, because the documents leave it open.

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

-- The first day on which a cadre is over a limit of n years:
-- 'reached'    the n-th birthday                       (over at once)
-- 'passed'     the (n+1)-th birthday                   (n years old is not yet over)
-- 'month_end'  the month after the n-th birthday
-- 'year_end'   the year after the n-th birthday
CREATE TABLE cadre_policy (
  one  boolean PRIMARY KEY DEFAULT true CHECK (one),
  day  text NOT NULL DEFAULT 'passed' CHECK (day IN ('reached', 'passed', 'month_end', 'year_end')));
INSERT INTO cadre_policy DEFAULT VALUES;

CREATE TABLE cadre (
  id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  unit_id     integer NOT NULL REFERENCES unit,
  full_name   text NOT NULL CHECK (full_name <> ''),
  born_on     date,                          -- NULL: not known, or born_given is no date
  born_given  text NOT NULL DEFAULT '',      -- as it was entered
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

GRANT SELECT ON cadre, cadre_post, age_limit, cadre_policy TO mc_gateway;
GRANT SELECT, INSERT, UPDATE, DELETE ON cadre, cadre_post, age_limit, cadre_policy TO mc_admin;
-- Dates of birth are personal: only accounts that may read the unit read its cadres.
ALTER TABLE cadre ENABLE ROW LEVEL SECURITY;
