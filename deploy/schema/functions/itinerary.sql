-- The itinerary of an inspection round as it is read: its days, its visits, and which rules each breaks.
-- Those who write rounds see the plan; the others what is issued, a unit only its own visits.

-- Why a day is off, by what is asked of the itinerary; NULL: it is a working day.
-- Internal.
CREATE OR REPLACE FUNCTION day_off(demands jsonb, wanted date) RETURNS text
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT CASE WHEN coalesce(demands -> 'off', '[]') ? wanted::text THEN 'Nghỉ theo kế hoạch'
              WHEN NOT coalesce((demands ->> 'holidays')::boolean, false) AND h.day IS NOT NULL THEN h.name
              WHEN NOT coalesce((demands ->> 'weekends')::boolean, false) AND extract(isodow FROM wanted) > 5
                THEN CASE extract(isodow FROM wanted) WHEN 6 THEN 'Thứ Bảy' ELSE 'Chủ nhật' END END
    FROM (SELECT wanted) x LEFT JOIN holiday h ON h.day = wanted
$$;

-- Internal.
CREATE OR REPLACE FUNCTION itinerary_from(r inspection_round, demands jsonb) RETURNS date
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce((demands ->> 'from')::date, r.period_from)
$$;
-- Internal.
CREATE OR REPLACE FUNCTION itinerary_to(r inspection_round, demands jsonb) RETURNS date
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce((demands ->> 'to')::date, r.period_to)
$$;

-- The half-days that a visit to the unit takes: 1 or 2.  More samples than one half-day holds make it a day.
-- Internal.
CREATE OR REPLACE FUNCTION visit_sessions(demands jsonb, wanted text) RETURNS integer
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce((SELECT coalesce((x ->> 'sessions')::integer,
                                   CASE WHEN (x ->> 'samples')::integer > coalesce((demands ->> 'samples_a_half')::integer, 1)
                                        THEN 2 END)
                     FROM jsonb_array_elements(coalesce(demands -> 'units', '[]')) x WHERE x ->> 'unit' = wanted LIMIT 1),
                  (demands ->> 'sessions')::integer, 1)
$$;

-- The half-days that a team works a day: 1 or 2.
-- Internal.
CREATE OR REPLACE FUNCTION team_load(demands jsonb, wanted text) RETURNS integer
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce((SELECT (x ->> 'sessions')::integer
                     FROM jsonb_array_elements(coalesce(demands -> 'loads', '[]')) x WHERE x ->> 'team' = wanted LIMIT 1), 2)
$$;

-- Internal.
CREATE OR REPLACE FUNCTION halves_meet(one text, other text) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT one = other OR 'day' IN (one, other)
$$;

-- Whether two units are seen together, in one session at one place.
-- Internal.
CREATE OR REPLACE FUNCTION are_together(demands jsonb, one text, other text) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (SELECT FROM jsonb_array_elements(coalesce(demands -> 'together', '[]')) x
                  WHERE x -> 'units' ? one AND x -> 'units' ? other)
$$;

-- The visits of an itinerary as they are planned.
-- Internal.
CREATE OR REPLACE FUNCTION planned_visits(wanted_round integer)
RETURNS TABLE (unit_id integer, unit text, name text, team_id integer, team text, day date, half text, is_proposed boolean)
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT v.unit_id, u.code, u.name, v.team_id, t.code, v.day, v.half, v.is_proposed
    FROM itinerary_visit v JOIN unit u ON u.id = v.unit_id JOIN round_team t ON t.id = v.team_id
   WHERE v.round_id = wanted_round
$$;

-- What a visit breaks of what is impossible: a team or person in two places, a member with a tie.
-- Internal.
CREATE OR REPLACE FUNCTION hard_breaks(r inspection_round, demands jsonb, wanted_unit integer) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  WITH own AS (SELECT * FROM planned_visits(r.id) WHERE unit_id = wanted_unit),
  same_time AS (
    SELECT o.* FROM own v JOIN planned_visits(r.id) o
        ON o.unit_id <> v.unit_id AND o.day = v.day AND halves_meet(o.half, v.half)
       AND NOT (o.team_id = v.team_id AND are_together(demands, o.unit, v.unit)))
  SELECT coalesce(jsonb_agg(jsonb_build_object('rule', x.rule, 'about', x.about, 'is_hard', true) ORDER BY x.rule, x.about), '[]')
    FROM (SELECT 'team_busy' AS rule, s.name AS about FROM own v JOIN same_time s ON s.team_id = v.team_id
          UNION ALL
          SELECT DISTINCT 'person_busy', a.full_name || ' (' || s.name || ')'
            FROM own v JOIN same_time s ON s.team_id <> v.team_id
            JOIN team_member m ON m.team_id = v.team_id
            JOIN team_member n ON n.team_id = s.team_id AND n.account_id = m.account_id
            JOIN account a ON a.id = m.account_id
          UNION ALL
          SELECT 'tie', t.reason
            FROM own v JOIN team_member m ON m.team_id = v.team_id
           CROSS JOIN LATERAL (SELECT tie_against(m.account_id, v.unit_id, r.period_from) AS reason) t
           WHERE t.reason IS NOT NULL) x
$$;

-- Whether a demand {"team", "day", "half"} of a place covers a visit: what it leaves out covers all.
-- Internal.
CREATE OR REPLACE FUNCTION covers(demand jsonb, team text, day date, half text) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
  SELECT coalesce(demand ->> 'team' = team, true) AND coalesce((demand ->> 'day')::date = day, true)
     AND (demand ->> 'half' IS NULL OR halves_meet(demand ->> 'half', half))
$$;

-- Internal.
CREATE OR REPLACE FUNCTION is_within(demand jsonb, team text, day date, half text) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
  SELECT coalesce(demand ->> 'team' = team, true) AND coalesce((demand ->> 'day')::date = day, true)
     AND coalesce(demand ->> 'half', 'day') IN ('day', half)
$$;

-- Internal.
CREATE OR REPLACE FUNCTION asked(demands jsonb, what text) RETURNS SETOF jsonb
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT jsonb_array_elements(coalesce(demands -> what, '[]'))
$$;

-- What a visit breaks of what is asked of the itinerary.
-- Internal.
CREATE OR REPLACE FUNCTION soft_breaks(r inspection_round, demands jsonb, wanted_unit integer) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  WITH own AS (SELECT * FROM planned_visits(r.id) WHERE unit_id = wanted_unit)
  SELECT coalesce(jsonb_agg(jsonb_build_object('rule', x.rule, 'about', x.about, 'is_hard', false) ORDER BY x.rule), '[]')
    FROM (SELECT 'window' AS rule, NULL AS about FROM own v
           WHERE v.day NOT BETWEEN itinerary_from(r, demands) AND itinerary_to(r, demands)
          UNION ALL
          SELECT 'day_off', day_off(demands, v.day) FROM own v WHERE day_off(demands, v.day) IS NOT NULL
          UNION ALL
          SELECT 'fixed', concat_ws(' ', d ->> 'day', d ->> 'half', (SELECT t.name FROM round_team t WHERE t.round_id = r.id AND t.code = d ->> 'team'))
            FROM own v, asked(demands, 'fixed') d WHERE d ->> 'unit' = v.unit AND NOT is_within(d, v.team, v.day, v.half)
          UNION ALL
          SELECT 'unit_off', NULL FROM own v, asked(demands, 'unit_off') d WHERE d ->> 'unit' = v.unit AND covers(d, v.team, v.day, v.half)
          UNION ALL
          SELECT 'team_off', NULL FROM own v, asked(demands, 'team_off') d WHERE d ->> 'team' = v.team AND covers(d, v.team, v.day, v.half)
          UNION ALL
          SELECT 'short', NULL FROM own v WHERE v.half <> 'day' AND visit_sessions(demands, v.unit) > 1
          UNION ALL
          SELECT 'load', NULL FROM own v
           WHERE team_load(demands, v.team) < (SELECT count(DISTINCT s.half) FROM planned_visits(r.id) p
                                                CROSS JOIN LATERAL unnest(CASE p.half WHEN 'day' THEN ARRAY['morning', 'afternoon']
                                                                                     ELSE ARRAY[p.half] END) s(half)
                                                WHERE p.team_id = v.team_id AND p.day = v.day)
          UNION ALL
          SELECT 'apart', o.name FROM own v JOIN planned_visits(r.id) o ON are_together(demands, v.unit, o.unit)
           WHERE (o.team_id, o.day, o.half) IS DISTINCT FROM (v.team_id, v.day, v.half)) x
$$;

-- The kilometres between two units (NULL: where the teams start) by the table of ways; NULL: there is none.
-- Internal.
CREATE OR REPLACE FUNCTION way_km(demands jsonb, one text, other text) RETURNS integer
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT (demands -> 'ways' -> 'km' -> coalesce(a.n, 0)::integer ->> coalesce(b.n, 0)::integer)::integer
    FROM (SELECT (SELECT n FROM jsonb_array_elements_text(demands -> 'ways' -> 'units') WITH ORDINALITY u(code, n) WHERE u.code = one) AS n) a,
         (SELECT (SELECT n FROM jsonb_array_elements_text(demands -> 'ways' -> 'units') WITH ORDINALITY u(code, n) WHERE u.code = other) AS n) b
   WHERE (one IS NULL OR a.n IS NOT NULL) AND (other IS NULL OR b.n IS NOT NULL)
$$;

-- The kilometres of all days of all teams; NULL: there is no table of ways, or a unit is not in it.
-- Internal.
CREATE OR REPLACE FUNCTION itinerary_km(wanted_round integer, demands jsonb) RETURNS bigint
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  WITH stop AS (
    SELECT v.team_id, v.day, v.unit,
           lag(v.unit) OVER w AS before, lead(v.unit) OVER w IS NULL AS is_last
      FROM planned_visits(wanted_round) v
    WINDOW w AS (PARTITION BY v.team_id, v.day ORDER BY v.half = 'afternoon', v.unit))
  SELECT CASE WHEN count(*) FILTER (WHERE x.km IS NULL) = 0 AND count(*) > 0 THEN sum(x.km) END
    FROM (SELECT way_km(demands, before, unit) + CASE WHEN is_last THEN way_km(demands, unit, NULL) ELSE 0 END AS km FROM stop) x
$$;

-- The last proposal for a round.
-- Internal.
CREATE OR REPLACE FUNCTION proposal_json(wanted_round integer, present integer) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object('id', p.id, 'state', p.state, 'made_at', p.made_at, 'done_at', p.done_at,
                            'is_stale', p.version <> present, 'result', p.result)
    FROM itinerary_proposal p WHERE p.round_id = wanted_round ORDER BY p.made_at DESC LIMIT 1
$$;

-- Internal.
CREATE OR REPLACE FUNCTION itinerary_teams(r inspection_round, demands jsonb, shown integer[]) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT coalesce(jsonb_agg(jsonb_build_object(
           'team', t.code, 'name', t.name, 'sessions', team_load(demands, t.code),
           'people', (SELECT count(*) FROM team_member m WHERE m.team_id = t.id),
           'head', (SELECT a.full_name FROM team_member m JOIN account a ON a.id = m.account_id
                     WHERE m.team_id = t.id AND m.post = 'head')) ORDER BY t.code), '[]')
    FROM round_team t
   WHERE t.round_id = r.id
     AND (shown IS NULL OR EXISTS (SELECT FROM team_unit x WHERE x.team_id = t.id AND x.unit_id = ANY (shown)))
$$;

-- The days of the window, and those outside on which a visit is.
-- Internal.
CREATE OR REPLACE FUNCTION itinerary_days(r inspection_round, demands jsonb, extra date[]) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT coalesce(jsonb_agg(jsonb_build_object('day', d.day, 'off', day_off(demands, d.day)) ORDER BY d.day), '[]')
    FROM (SELECT g::date AS day FROM generate_series(itinerary_from(r, demands), itinerary_to(r, demands), interval '1 day') g
          UNION SELECT unnest(extra)) d
$$;

-- What is asked of an itinerary as long as no demands were written: of each unit the samples that the plan wants.
-- Internal.
CREATE OR REPLACE FUNCTION first_demands(r inspection_round) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT CASE WHEN r.sample_size > 0 THEN jsonb_build_object('units', (
           SELECT coalesce(jsonb_agg(jsonb_build_object('unit', u.code, 'samples', r.sample_size) ORDER BY u.code), '[]')
             FROM round_unit m JOIN unit u ON u.id = m.unit_id WHERE m.round_id = r.id)) ELSE '{}' END
$$;

-- What the writers of a round see.
-- Internal.
CREATE OR REPLACE FUNCTION itinerary_plan(r inspection_round) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object(
    'version', coalesce(i.version, 0),
    'state', CASE WHEN i.issued_version IS NULL THEN 'draft' WHEN i.issued_version = i.version THEN 'issued' ELSE 'changed' END,
    'issued_at', i.issued_at, 'demands', x.demands,
    'days', itinerary_days(r, x.demands, ARRAY(SELECT v.day FROM itinerary_visit v WHERE v.round_id = r.id)),
    'teams', itinerary_teams(r, x.demands, NULL),
    'visits', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                        'unit', v.unit, 'name', v.name, 'team', v.team, 'day', v.day, 'half', v.half,
                        'is_proposed', v.is_proposed,
                        'breaks', hard_breaks(r, x.demands, v.unit_id) || soft_breaks(r, x.demands, v.unit_id))
                        ORDER BY v.day, v.half = 'afternoon', v.team, v.unit), '[]')
                 FROM planned_visits(r.id) v),
    'unplaced', (SELECT coalesce(jsonb_agg(jsonb_build_object('unit', n.code, 'name', n.name,
                                                              'sessions', visit_sessions(x.demands, n.code)) ORDER BY n.code), '[]')
                   FROM round_unit u JOIN unit n ON n.id = u.unit_id
                  WHERE u.round_id = r.id AND NOT EXISTS (SELECT FROM itinerary_visit v WHERE v.round_id = r.id AND v.unit_id = u.unit_id)),
    'km', itinerary_km(r.id, x.demands), 'proposal', proposal_json(r.id, i.version))
    FROM (SELECT r.id) one
    LEFT JOIN itinerary i ON i.round_id = r.id
   CROSS JOIN LATERAL (SELECT coalesce(i.demands, first_demands(r)) AS demands) x
$$;

-- What is issued, of the units shown.
-- Internal.
CREATE OR REPLACE FUNCTION itinerary_issued(r inspection_round, shown integer[]) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object(
    'version', coalesce(i.issued_version, 0), 'state', CASE WHEN i.issued_version IS NULL THEN 'draft' ELSE 'issued' END,
    'issued_at', i.issued_at, 'demands', NULL, 'km', NULL, 'proposal', NULL, 'unplaced', '[]'::jsonb,
    'days', CASE WHEN i.issued_version IS NULL THEN '[]' ELSE itinerary_days(r, i.demands, ARRAY(
              SELECT x.visited_on FROM team_unit x WHERE x.round_id = r.id AND x.visited_on IS NOT NULL)) END,
    'teams', CASE WHEN i.issued_version IS NULL THEN '[]' ELSE itinerary_teams(r, i.demands, shown) END,
    'visits', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                        'unit', n.code, 'name', n.name, 'team', t.code, 'day', x.visited_on, 'half', coalesce(x.half, 'day'),
                        'is_proposed', false, 'breaks', '[]'::jsonb)
                        ORDER BY x.visited_on, x.half = 'afternoon', t.code, n.code), '[]')
                 FROM team_unit x JOIN unit n ON n.id = x.unit_id JOIN round_team t ON t.id = x.team_id
                WHERE x.round_id = r.id AND x.unit_id = ANY (shown) AND x.visited_on IS NOT NULL AND i.issued_version IS NOT NULL))
    FROM (SELECT r.id) one LEFT JOIN itinerary i ON i.round_id = r.id
$$;

-- The itinerary of a round, as the account of the request may see it.
CREATE OR REPLACE FUNCTION app_itinerary(wanted_campaign text, wanted_round text) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  r inspection_round := round_of(wanted_campaign, wanted_round);
  access text;
BEGIN
  IF r.id IS NULL THEN
    RETURN NULL;
  END IF;
  access := round_access(r.campaign_id);
  RETURN jsonb_build_object('campaign', wanted_campaign, 'round', r.code, 'title', r.title, 'symbol', r.symbol,
                            'round_state', r.state, 'may_write', access = 'writer')
      || CASE WHEN access = 'writer' THEN itinerary_plan(r)
              ELSE itinerary_issued(r, ARRAY(SELECT u.unit_id FROM round_unit u
                                              WHERE u.round_id = r.id
                                                AND (access <> 'unit' OR u.unit_id = ANY (app_readable_units('rounds:read'))))) END;
END $$;
GRANT EXECUTE ON FUNCTION app_itinerary(text, text) TO mc_gateway;
