-- What those who write rounds do with an itinerary: ask, have it proposed, move visits, issue.  Each act
-- names the version that it was decided on ("seen", 0: none), and goes into the history of the round.

-- Internal.
CREATE OR REPLACE FUNCTION round_has_unit(r inspection_round, wanted text) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM round_unit u JOIN unit n ON n.id = u.unit_id WHERE u.round_id = r.id AND n.code = wanted)
$$;

-- The units, teams and days that the demands name, each with its place in the body.
-- Internal.
CREATE OR REPLACE FUNCTION demands_named(given jsonb)
RETURNS TABLE (field text, unit text, team text, day date)
LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
  SELECT l.list || '[' || (x.n - 1) || ']', x.said ->> 'unit', x.said ->> 'team', (x.said ->> 'day')::date
    FROM unnest(ARRAY['units', 'loads', 'fixed', 'unit_off', 'team_off']) l(list),
         jsonb_array_elements(coalesce(given -> l.list, '[]')) WITH ORDINALITY x(said, n)
  UNION ALL
  SELECT 'groups[' || (g.n - 1) || '][' || (x.n - 1) || ']', x.code, NULL, NULL
    FROM jsonb_array_elements(coalesce(given -> 'groups', '[]')) WITH ORDINALITY g(list, n),
         jsonb_array_elements_text(g.list) WITH ORDINALITY x(code, n)
  UNION ALL
  SELECT 'together[' || (g.n - 1) || '].units[' || (x.n - 1) || ']', x.code, NULL, NULL
    FROM jsonb_array_elements(coalesce(given -> 'together', '[]')) WITH ORDINALITY g(said, n),
         jsonb_array_elements_text(g.said -> 'units') WITH ORDINALITY x(code, n)
  UNION ALL
  SELECT 'ways.units[' || (x.n - 1) || ']', x.code, NULL, NULL
    FROM jsonb_array_elements_text(coalesce(given -> 'ways' -> 'units', '[]')) WITH ORDINALITY x(code, n)
$$;

-- A table of ways has a row and a column for the start and for each unit, and is the same in both directions.
-- Internal.
CREATE OR REPLACE FUNCTION are_ways_whole(ways jsonb) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  WITH side AS (SELECT jsonb_array_length(ways -> 'units') + 1 AS n)
  SELECT jsonb_array_length(ways -> 'km') = side.n
     AND NOT EXISTS (SELECT FROM jsonb_array_elements(ways -> 'km') l WHERE jsonb_array_length(l) <> side.n)
     AND NOT EXISTS (SELECT FROM generate_series(0, side.n - 1) a, generate_series(0, a) b
                      WHERE ways -> 'km' -> a -> b IS DISTINCT FROM ways -> 'km' -> b -> a OR a = b AND ways -> 'km' -> a ->> b <> '0')
     AND (SELECT count(*) = count(DISTINCT u) FROM jsonb_array_elements_text(ways -> 'units') u)
    FROM side
$$;

-- What is wrong with the demands; NULL: nothing.
-- Internal.
CREATE OR REPLACE FUNCTION demands_fault(r inspection_round, given jsonb) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT coalesce(
    (SELECT '{"fault": "itinerary.window", "field": "from"}'::jsonb
      WHERE itinerary_from(r, given) < r.period_from OR itinerary_to(r, given) > r.period_to
         OR NOT EXISTS (SELECT FROM generate_series(itinerary_from(r, given), itinerary_to(r, given), interval '1 day') g
                         WHERE day_off(given, g::date) IS NULL)),
    (SELECT jsonb_build_object('fault', 'team.unit', 'field', n.field, 'about', n.unit)
       FROM demands_named(given) n WHERE n.unit IS NOT NULL AND NOT round_has_unit(r, n.unit) LIMIT 1),
    (SELECT jsonb_build_object('fault', 'itinerary.team', 'field', n.field || '.team', 'about', n.team)
       FROM demands_named(given) n
      WHERE n.team IS NOT NULL AND NOT EXISTS (SELECT FROM round_team t WHERE t.round_id = r.id AND t.code = n.team) LIMIT 1),
    (SELECT jsonb_build_object('fault', 'itinerary.day', 'field', n.field || '.day', 'about', to_char(n.day, 'DD/MM/YYYY'))
       FROM demands_named(given) n
      WHERE n.field LIKE 'fixed%'
        AND (n.day NOT BETWEEN itinerary_from(r, given) AND itinerary_to(r, given) OR day_off(given, n.day) IS NOT NULL) LIMIT 1),
    (SELECT jsonb_build_object('fault', 'itinerary.twice', 'field', max(n.field), 'about', n.unit)
       FROM demands_named(given) n WHERE n.field LIKE 'together%' OR n.field LIKE 'units%'
      GROUP BY n.unit, split_part(n.field, '[', 1) HAVING count(*) > 1 LIMIT 1),
    (SELECT '{"fault": "itinerary.ways", "field": "ways.km"}'::jsonb
      WHERE given -> 'ways' IS NOT NULL AND NOT are_ways_whole(given -> 'ways')))
$$;

-- The itinerary of a round that is to change: made if there is none, with the days that its teams have.
-- Internal.
CREATE OR REPLACE FUNCTION open_itinerary(r inspection_round) RETURNS itinerary
LANGUAGE plpgsql VOLATILE SET search_path = public, pg_temp AS $$
DECLARE
  kept itinerary;
BEGIN
  INSERT INTO itinerary (round_id, version, demands) VALUES (r.id, 0, first_demands(r)) ON CONFLICT DO NOTHING;
  IF FOUND THEN
    INSERT INTO itinerary_visit (round_id, unit_id, team_id, day, half)
    SELECT x.round_id, x.unit_id, x.team_id, x.visited_on, coalesce(x.half, 'day')
      FROM team_unit x WHERE x.round_id = r.id AND x.visited_on IS NOT NULL;
  END IF;
  SELECT * INTO kept FROM itinerary WHERE round_id = r.id;
  RETURN kept;
END $$;

-- The round and the itinerary of an act, locked; `fault` says why not, and whether it was decided on
-- another version.
-- Internal.
CREATE OR REPLACE FUNCTION itinerary_for(wanted_campaign text, wanted_round text, body jsonb,
                                         OUT r inspection_round, OUT i itinerary, OUT fault jsonb)
LANGUAGE plpgsql VOLATILE SET search_path = public, pg_temp AS $$
DECLARE
  place record;
BEGIN
  place := round_for_write(wanted_campaign, wanted_round, '{draft,issued,under_way}', 'round.locked');
  r := place.r;
  fault := place.fault;
  IF r.id IS NULL OR fault IS NOT NULL THEN
    RETURN;
  END IF;
  i := open_itinerary(r);
  fault := CASE WHEN i.version <> (body ->> 'seen')::integer THEN '{"fault": "round.changed", "field": "seen"}'::jsonb END;
END $$;

-- Internal.
CREATE OR REPLACE FUNCTION count_up(r inspection_round, what text, detail jsonb) RETURNS void
LANGUAGE sql VOLATILE SET search_path = public, pg_temp AS $$
  UPDATE itinerary SET version = version + 1 WHERE round_id = r.id;
  INSERT INTO round_act (round_id, act, detail, account_id) VALUES (r.id, what, detail, app_account())
$$;

-- What is asked of the itinerary, whole.  The same again changes nothing.
CREATE OR REPLACE FUNCTION app_ask_itinerary(wanted_campaign text, wanted_round text, body jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  given jsonb := jsonb_strip_nulls(body - 'seen');
  place record;
  fault jsonb;
BEGIN
  place := itinerary_for(wanted_campaign, wanted_round, body);
  IF (place.r).id IS NULL THEN
    RETURN NULL;
  ELSIF (place.i).demands = given AND (place.i).version > 0 THEN
    RETURN app_itinerary(wanted_campaign, wanted_round);
  END IF;
  fault := coalesce(place.fault, demands_fault(place.r, given));
  IF fault IS NOT NULL THEN
    RETURN fault;
  END IF;
  UPDATE itinerary SET demands = given WHERE round_id = (place.r).id;
  PERFORM count_up(place.r, 'itinerary_asked', given);
  RETURN app_itinerary(wanted_campaign, wanted_round);
END $$;
GRANT EXECUTE ON FUNCTION app_ask_itinerary(text, text, jsonb) TO mc_gateway;

-- The demands as the solver takes them.  Of a round under way the visits of the past stay, and no other goes there.
-- Internal.
CREATE OR REPLACE FUNCTION task_demands(r inspection_round, demands jsonb) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  WITH held AS (
    SELECT u.code AS unit, t.code AS team, x.visited_on AS day, x.half
      FROM team_unit x JOIN unit u ON u.id = x.unit_id JOIN round_team t ON t.id = x.team_id
     WHERE x.round_id = r.id AND r.state = 'under_way' AND x.visited_on < today_here()),
  demand AS (
    SELECT jsonb_build_object('rule', l.list) || d AS said
      FROM unnest(ARRAY['fixed', 'unit_off', 'team_off']) l(list), asked(demands, l.list) d
     WHERE l.list <> 'fixed' OR d ->> 'unit' NOT IN (SELECT h.unit FROM held h)
    UNION ALL
    SELECT jsonb_strip_nulls(jsonb_build_object('rule', 'held', 'unit', unit, 'team', team, 'day', day, 'half', half)) FROM held
    UNION ALL
    SELECT DISTINCT jsonb_build_object('rule', 'tie', 'unit', n.code, 'team', t.code)
      FROM round_unit u JOIN unit n ON n.id = u.unit_id
      JOIN round_team t ON t.round_id = r.id
      JOIN team_member m ON m.team_id = t.id
     WHERE u.round_id = r.id AND tie_against(m.account_id, u.unit_id, r.period_from) IS NOT NULL
    UNION ALL
    SELECT jsonb_build_object('rule', 'past', 'unit', n.code, 'day', g::date)
      FROM round_unit u JOIN unit n ON n.id = u.unit_id
     CROSS JOIN generate_series(itinerary_from(r, demands), least(itinerary_to(r, demands), today_here() - 1), interval '1 day') g
     WHERE u.round_id = r.id AND r.state = 'under_way' AND n.code NOT IN (SELECT h.unit FROM held h))
  SELECT coalesce(jsonb_agg(said ORDER BY said), '[]') FROM demand
$$;

-- The task of a proposal (services/domain/itinerary/task.h).
-- Internal.
CREATE OR REPLACE FUNCTION itinerary_task(r inspection_round, demands jsonb) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object(
    'days', (SELECT coalesce(jsonb_agg(g::date ORDER BY g), '[]')
               FROM generate_series(itinerary_from(r, demands), itinerary_to(r, demands), interval '1 day') g
              WHERE day_off(demands, g::date) IS NULL
                 OR r.state = 'under_way' AND EXISTS (SELECT FROM team_unit x WHERE x.round_id = r.id AND x.visited_on = g::date AND g < today_here())),
    'teams', (SELECT coalesce(jsonb_agg(jsonb_build_object('team', t.code, 'sessions', team_load(demands, t.code)) ORDER BY t.code), '[]')
                FROM round_team t WHERE t.round_id = r.id),
    'units', (SELECT coalesce(jsonb_agg(jsonb_build_object('unit', n.code, 'sessions', visit_sessions(demands, n.code)) ORDER BY n.code), '[]')
                FROM round_unit u JOIN unit n ON n.id = u.unit_id WHERE u.round_id = r.id),
    'together', coalesce(demands -> 'together', '[]'), 'groups', coalesce(demands -> 'groups', '[]'),
    'ways', demands -> 'ways', 'even_km', coalesce((demands ->> 'even_km')::integer, 20),
    'demands', task_demands(r, demands))
$$;

-- Has an itinerary proposed, as pending work.  One proposal for a version is enough.
CREATE OR REPLACE FUNCTION app_propose_itinerary(wanted_campaign text, wanted_round text, body jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  place record;
BEGIN
  place := itinerary_for(wanted_campaign, wanted_round, body);
  IF (place.r).id IS NULL OR place.fault IS NOT NULL THEN
    RETURN place.fault;
  ELSIF NOT EXISTS (SELECT FROM round_team t WHERE t.round_id = (place.r).id)
        OR NOT EXISTS (SELECT FROM round_unit u WHERE u.round_id = (place.r).id) THEN
    RETURN '{"fault": "itinerary.empty"}';
  END IF;
  IF NOT EXISTS (SELECT FROM itinerary_proposal p
                  WHERE p.round_id = (place.r).id AND p.version = (place.i).version AND p.state = 'owed') THEN
    INSERT INTO itinerary_proposal (round_id, version, task, account_id)
    VALUES ((place.r).id, (place.i).version, itinerary_task(place.r, (place.i).demands), app_account());
  END IF;
  RETURN app_itinerary(wanted_campaign, wanted_round);
END $$;
GRANT EXECUTE ON FUNCTION app_propose_itinerary(text, text, jsonb) TO mc_gateway;

-- The visits of a proposal become those of the itinerary.
CREATE OR REPLACE FUNCTION app_take_proposal(wanted_campaign text, wanted_round text, body jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  place record;
  taken itinerary_proposal;
BEGIN
  place := itinerary_for(wanted_campaign, wanted_round, body);
  IF (place.r).id IS NULL OR place.fault IS NOT NULL THEN
    RETURN place.fault;
  END IF;
  SELECT * INTO taken FROM itinerary_proposal p WHERE p.round_id = (place.r).id AND p.id = (body ->> 'proposal')::uuid;
  IF taken.id IS NULL OR taken.result ->> 'outcome' IS DISTINCT FROM 'found' OR taken.version <> (place.i).version THEN
    RETURN '{"fault": "itinerary.proposal", "field": "proposal"}';
  END IF;
  DELETE FROM itinerary_visit WHERE round_id = (place.r).id;
  INSERT INTO itinerary_visit (round_id, unit_id, team_id, day, half, is_proposed)
  SELECT (place.r).id, u.unit_id, t.id, (x ->> 'day')::date, x ->> 'half', true
    FROM jsonb_array_elements(taken.result -> 'visits') x
    JOIN unit n ON n.code = x ->> 'unit'
    JOIN round_unit u ON u.round_id = (place.r).id AND u.unit_id = n.id
    JOIN round_team t ON t.round_id = (place.r).id AND t.code = x ->> 'team';
  PERFORM count_up(place.r, 'itinerary_proposed', taken.result);
  RETURN app_itinerary(wanted_campaign, wanted_round);
END $$;
GRANT EXECUTE ON FUNCTION app_take_proposal(text, text, jsonb) TO mc_gateway;

-- One visit, moved by hand (`body` with "team", "day", "half"; without: it is taken off).  What cannot
-- be done is refused unless "force" says so; such a plan cannot be issued.  The same again changes nothing.
CREATE OR REPLACE FUNCTION app_move_visit(wanted_campaign text, wanted_round text, wanted_unit text, body jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  place record;
  moved integer;
  to_team integer;
  breaks jsonb;
BEGIN
  place := itinerary_for(wanted_campaign, wanted_round, body);
  IF (place.r).id IS NULL OR (place.fault IS NOT NULL AND place.fault ->> 'fault' <> 'round.changed') THEN
    RETURN place.fault;
  END IF;
  SELECT u.unit_id INTO moved FROM round_unit u JOIN unit n ON n.id = u.unit_id
   WHERE u.round_id = (place.r).id AND n.code = wanted_unit;
  SELECT t.id INTO to_team FROM round_team t WHERE t.round_id = (place.r).id AND t.code = body ->> 'team';
  IF moved IS NULL THEN
    RETURN NULL;
  ELSIF to_team IS NULL AND body ->> 'team' IS NOT NULL THEN
    RETURN jsonb_build_object('fault', 'itinerary.team', 'field', 'team', 'about', body ->> 'team');
  ELSIF (SELECT (v.team_id, v.day, v.half) = (to_team, (body ->> 'day')::date, body ->> 'half')
           FROM itinerary_visit v WHERE v.round_id = (place.r).id AND v.unit_id = moved)
        OR to_team IS NULL AND NOT EXISTS (SELECT FROM itinerary_visit v WHERE v.round_id = (place.r).id AND v.unit_id = moved) THEN
    RETURN app_itinerary(wanted_campaign, wanted_round);
  ELSIF place.fault IS NOT NULL THEN
    RETURN place.fault;
  ELSIF (body ->> 'day')::date NOT BETWEEN (place.r).period_from AND (place.r).period_to THEN
    RETURN '{"fault": "team.day", "field": "day"}';
  END IF;
  DELETE FROM itinerary_visit v WHERE v.round_id = (place.r).id AND v.unit_id = moved;
  IF to_team IS NOT NULL THEN
    INSERT INTO itinerary_visit (round_id, unit_id, team_id, day, half)
    VALUES ((place.r).id, moved, to_team, (body ->> 'day')::date, body ->> 'half');
  END IF;
  breaks := hard_breaks(place.r, (place.i).demands, moved);
  IF breaks <> '[]' AND NOT coalesce((body ->> 'force')::boolean, false) THEN
    RAISE EXCEPTION '%', (SELECT string_agg(x ->> 'about', '; ') FROM jsonb_array_elements(breaks) x) USING ERRCODE = 'MC002';
  END IF;
  PERFORM count_up(place.r, 'visit_moved', jsonb_build_object('unit', wanted_unit) || body - 'seen');
  RETURN app_itinerary(wanted_campaign, wanted_round);
EXCEPTION WHEN SQLSTATE 'MC002' THEN
  RETURN jsonb_build_object('fault', 'itinerary.clash', 'field', 'day', 'about', SQLERRM);
END $$;
GRANT EXECUTE ON FUNCTION app_move_visit(text, text, text, jsonb) TO mc_gateway;

-- What keeps an itinerary from being issued; NULL: nothing.
-- Internal.
CREATE OR REPLACE FUNCTION issue_fault(r inspection_round, demands jsonb) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT coalesce(
    (SELECT jsonb_build_object('fault', 'itinerary.incomplete', 'field', 'visits', 'about', string_agg(n.name, ', ' ORDER BY n.code))
       FROM round_unit u JOIN unit n ON n.id = u.unit_id
      WHERE u.round_id = r.id AND NOT EXISTS (SELECT FROM itinerary_visit v WHERE v.round_id = r.id AND v.unit_id = u.unit_id)
     HAVING count(*) > 0),
    (SELECT jsonb_build_object('fault', 'itinerary.clash', 'field', 'visits',
                               'about', v.name || ': ' || (SELECT string_agg(x ->> 'about', '; ') FROM jsonb_array_elements(b.breaks) x))
       FROM planned_visits(r.id) v
      CROSS JOIN LATERAL (SELECT hard_breaks(r, demands, v.unit_id) AS breaks) b
      WHERE b.breaks <> '[]' ORDER BY v.unit LIMIT 1))
$$;

-- A team as app_put_team keeps it in the history.
-- Internal.
CREATE OR REPLACE FUNCTION team_content(t round_team) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object(
    'code', t.code, 'name', t.name,
    'members', (SELECT coalesce(jsonb_agg(jsonb_build_object('username', a.username, 'post', m.post, 'task', m.task) ORDER BY a.username), '[]')
                  FROM team_member m JOIN account a ON a.id = m.account_id WHERE m.team_id = t.id),
    'units', (SELECT coalesce(jsonb_agg(jsonb_build_object('unit', u.code, 'visited_on', x.visited_on, 'half', x.half) ORDER BY x.visited_on, u.code), '[]')
                FROM team_unit x JOIN unit u ON u.id = x.unit_id WHERE x.team_id = t.id))
$$;

-- The visits go to the teams, which are then of a new version.
-- Internal.
CREATE OR REPLACE FUNCTION give_visits(r inspection_round) RETURNS void
LANGUAGE plpgsql VOLATILE SET search_path = public, pg_temp AS $$
DECLARE
  before jsonb := (SELECT jsonb_object_agg(t.code, team_content(t)) FROM round_team t WHERE t.round_id = r.id);
BEGIN
  INSERT INTO team_unit (round_id, unit_id, team_id, visited_on, half)
  SELECT v.round_id, v.unit_id, v.team_id, v.day, v.half FROM itinerary_visit v WHERE v.round_id = r.id
  ON CONFLICT (round_id, unit_id) DO UPDATE
     SET team_id = excluded.team_id, visited_on = excluded.visited_on, half = excluded.half;
  WITH changed AS (
    UPDATE round_team t SET version = t.version + 1
     WHERE t.round_id = r.id AND team_content(t) <> before -> t.code RETURNING t.*)
  INSERT INTO round_act (round_id, act, detail, account_id)
  SELECT r.id, 'team', team_content(c), app_account() FROM changed c ORDER BY c.code;
END $$;

-- Issues the itinerary: its visits become those of the teams.  The same again changes nothing.
CREATE OR REPLACE FUNCTION app_issue_itinerary(wanted_campaign text, wanted_round text, body jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  place record;
  fault jsonb;
BEGIN
  place := itinerary_for(wanted_campaign, wanted_round, body);
  IF (place.r).id IS NULL THEN
    RETURN NULL;
  END IF;
  fault := coalesce(place.fault, issue_fault(place.r, (place.i).demands));
  IF fault IS NOT NULL THEN
    RETURN fault;
  ELSIF (place.i).issued_version = (place.i).version THEN
    RETURN app_itinerary(wanted_campaign, wanted_round);
  END IF;
  PERFORM give_visits(place.r);
  UPDATE itinerary_visit SET is_proposed = false WHERE round_id = (place.r).id;
  UPDATE itinerary SET issued_version = version, issued_at = now() WHERE round_id = (place.r).id;
  INSERT INTO round_act (round_id, act, detail, account_id)
  VALUES ((place.r).id, 'itinerary_issued', jsonb_build_object('version', (place.i).version), app_account());
  PERFORM keep_visits((place.r).campaign_id);
  PERFORM keep_events((place.r).id);
  PERFORM keep_notices((place.r).id);
  RETURN app_itinerary(wanted_campaign, wanted_round);
EXCEPTION WHEN SQLSTATE 'MC001' THEN          -- functions/ties
  RETURN jsonb_build_object('fault', 'team.conflict', 'field', 'visits', 'about', SQLERRM);
END $$;
GRANT EXECUTE ON FUNCTION app_issue_itinerary(text, text, jsonb) TO mc_gateway;
