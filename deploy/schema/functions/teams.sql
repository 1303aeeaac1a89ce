-- The teams of an inspection round, and the visits that follow from them: a visit lets an inspector read
-- a unit (functions/rights).

-- Internal.
CREATE OR REPLACE FUNCTION team_json(t round_team, shown integer[]) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object(
           'code', t.code, 'name', t.name, 'version', t.version,
           'members', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                                'username', a.username, 'full_name', a.full_name, 'post', m.post, 'task', m.task)
                                ORDER BY array_position(ARRAY['head', 'secretary', 'member'], m.post), a.username), '[]')
                         FROM team_member m JOIN account a ON a.id = m.account_id WHERE m.team_id = t.id),
           'units', (SELECT coalesce(jsonb_agg(jsonb_build_object('code', u.code, 'name', u.name, 'visited_on', x.visited_on)
                                               ORDER BY x.visited_on, u.code), '[]')
                       FROM team_unit x JOIN unit u ON u.id = x.unit_id
                      WHERE x.team_id = t.id AND x.unit_id = ANY (shown)))
$$;

-- The visits of a campaign that its teams bring: from the issue of the round until it is closed.  Visits
-- that the administration set stay as they are.
-- Internal.
CREATE OR REPLACE FUNCTION keep_visits(wanted_campaign integer) RETURNS void
LANGUAGE sql VOLATILE SET search_path = public, pg_temp AS $$
  DELETE FROM visit v
   WHERE v.campaign_id = wanted_campaign AND v.team_id IS NOT NULL
     AND NOT EXISTS (SELECT FROM team_unit x JOIN team_member m ON m.team_id = x.team_id
                       JOIN inspection_round r ON r.id = x.round_id AND r.state IN ('issued', 'under_way', 'concluded')
                      WHERE x.team_id = v.team_id AND x.unit_id = v.unit_id AND m.account_id = v.account_id);
  INSERT INTO visit (campaign_id, unit_id, account_id, visited_on, team_id)
  SELECT DISTINCT ON (x.unit_id, m.account_id)
         r.campaign_id, x.unit_id, m.account_id, coalesce(x.visited_on, r.period_from), x.team_id
    FROM inspection_round r
    JOIN team_unit x ON x.round_id = r.id
    JOIN team_member m ON m.team_id = x.team_id
   WHERE r.campaign_id = wanted_campaign AND r.state IN ('issued', 'under_way', 'concluded')
   ORDER BY x.unit_id, m.account_id, r.period_from DESC, x.team_id
  ON CONFLICT (campaign_id, unit_id, account_id) DO UPDATE
     SET visited_on = excluded.visited_on, team_id = excluded.team_id
   WHERE visit.team_id IS NOT NULL
     AND (visit.visited_on, visit.team_id) IS DISTINCT FROM (excluded.visited_on, excluded.team_id)
$$;

-- What is wrong with a team; NULL: nothing.
-- Internal.
CREATE OR REPLACE FUNCTION team_fault(r inspection_round, wanted_team text, given jsonb) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  WITH member AS (
    SELECT x.n - 1 AS at, x.said ->> 'username' AS username, x.said ->> 'post' AS post
      FROM jsonb_array_elements(given -> 'members') WITH ORDINALITY x(said, n)),
  subject AS (
    SELECT x.n - 1 AS at, u.id, x.said ->> 'unit' AS code, (x.said ->> 'visited_on')::date AS visited_on
      FROM jsonb_array_elements(given -> 'units') WITH ORDINALITY x(said, n)
      LEFT JOIN unit u ON u.code = x.said ->> 'unit')
  SELECT coalesce(
    (SELECT jsonb_build_object('fault', 'team.member', 'field', 'members[' || m.at || '].username', 'about', m.username)
       FROM member m
      WHERE NOT EXISTS (SELECT FROM account a WHERE a.username = m.username AND a.role = 'inspector' AND a.is_active)
      ORDER BY m.at LIMIT 1),
    (SELECT jsonb_build_object('fault', 'team.twice', 'field', 'members[' || max(m.at) || '].username', 'about', m.username)
       FROM member m GROUP BY m.username HAVING count(*) > 1 LIMIT 1),
    (SELECT jsonb_build_object('fault', 'team.posts', 'field', 'members')
       FROM member m HAVING count(*) FILTER (WHERE m.post = 'head') <> 1 OR count(*) FILTER (WHERE m.post = 'secretary') > 1),
    (SELECT jsonb_build_object('fault', 'team.unit', 'field', 'units[' || s.at || '].unit', 'about', s.code)
       FROM subject s
      WHERE NOT EXISTS (SELECT FROM round_unit u WHERE u.round_id = r.id AND u.unit_id = s.id) ORDER BY s.at LIMIT 1),
    (SELECT jsonb_build_object('fault', 'team.twice', 'field', 'units[' || max(s.at) || '].unit', 'about', s.code)
       FROM subject s GROUP BY s.code HAVING count(*) > 1 LIMIT 1),
    (SELECT jsonb_build_object('fault', 'team.taken', 'field', 'units[' || s.at || '].unit', 'about', t.name)
       FROM subject s JOIN team_unit x ON x.round_id = r.id AND x.unit_id = s.id
       JOIN round_team t ON t.id = x.team_id AND t.code <> wanted_team ORDER BY s.at LIMIT 1),
    (SELECT jsonb_build_object('fault', 'team.day', 'field', 'units[' || s.at || '].visited_on')
       FROM subject s WHERE s.visited_on NOT BETWEEN r.period_from AND r.period_to ORDER BY s.at LIMIT 1))
$$;

-- Internal.
CREATE OR REPLACE FUNCTION keep_team(r inspection_round, wanted_team text, given jsonb) RETURNS integer
LANGUAGE plpgsql VOLATILE SET search_path = public, pg_temp AS $$
DECLARE
  kept integer;
  halves jsonb := (SELECT jsonb_object_agg(x.unit_id || ' ' || x.visited_on, x.half)     -- of days that stay
                     FROM team_unit x WHERE x.round_id = r.id AND x.visited_on IS NOT NULL);
BEGIN
  INSERT INTO round_team AS t (round_id, code, name) VALUES (r.id, wanted_team, given ->> 'name')
  ON CONFLICT (round_id, code) DO UPDATE SET name = excluded.name, version = t.version + 1
  RETURNING id INTO kept;
  DELETE FROM team_member WHERE team_id = kept;
  DELETE FROM team_unit WHERE team_id = kept;
  INSERT INTO team_member (team_id, account_id, post, task)
  SELECT kept, a.id, x.said ->> 'post', coalesce(x.said ->> 'task', '')
    FROM jsonb_array_elements(given -> 'members') x(said) JOIN account a ON a.username = x.said ->> 'username';
  INSERT INTO team_unit (round_id, unit_id, team_id, visited_on, half)
  SELECT r.id, u.id, kept, (x.said ->> 'visited_on')::date, halves ->> (u.id || ' ' || (x.said ->> 'visited_on'))
    FROM jsonb_array_elements(given -> 'units') x(said) JOIN unit u ON u.code = x.said ->> 'unit';
  INSERT INTO round_act (round_id, act, detail, account_id)
  VALUES (r.id, 'team', given || jsonb_build_object('code', wanted_team), app_account());
  PERFORM keep_visits(r.campaign_id);
  PERFORM keep_events(r.id);
  PERFORM keep_notices(r.id);
  RETURN kept;
END $$;

-- A team, whole; `seen` of the body: the version that it was written on (0: none).  The same again changes nothing.
CREATE OR REPLACE FUNCTION app_put_team(wanted_campaign text, wanted_round text, wanted_team text, body jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  given jsonb := jsonb_strip_nulls(body - 'seen');
  place record;
  was round_team;
  fault jsonb;
BEGIN
  place := round_for_write(wanted_campaign, wanted_round, '{draft,issued,under_way}', 'round.locked');
  IF (place.r).id IS NULL OR place.fault IS NOT NULL THEN
    RETURN place.fault;
  END IF;
  SELECT * INTO was FROM round_team WHERE round_id = (place.r).id AND code = wanted_team;
  IF was.id IS NOT NULL
     AND (SELECT a.detail - 'code' FROM round_act a
           WHERE a.round_id = was.round_id AND a.act = 'team' AND a.detail ->> 'code' = wanted_team
           ORDER BY a.id DESC LIMIT 1) = given THEN
    RETURN app_round(wanted_campaign, wanted_round);
  ELSIF coalesce(was.version, 0) <> (body ->> 'seen')::integer THEN
    RETURN '{"fault": "round.changed", "field": "seen"}';
  END IF;
  fault := team_fault(place.r, wanted_team, given);
  IF fault IS NOT NULL THEN
    RETURN fault;
  END IF;
  PERFORM keep_team(place.r, wanted_team, given);
  RETURN app_round(wanted_campaign, wanted_round);
EXCEPTION WHEN SQLSTATE 'MC001' THEN          -- functions/ties
  RETURN jsonb_build_object('fault', 'team.conflict', 'field', 'members', 'about', SQLERRM);
END $$;
GRANT EXECUTE ON FUNCTION app_put_team(text, text, text, jsonb) TO mc_gateway;

-- Removing a team that is not there changes nothing.
CREATE OR REPLACE FUNCTION app_remove_team(wanted_campaign text, wanted_round text, wanted_team text) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  place record;
BEGIN
  place := round_for_write(wanted_campaign, wanted_round, '{draft,issued,under_way}', 'round.locked');
  IF (place.r).id IS NULL OR place.fault IS NOT NULL THEN
    RETURN place.fault;
  ELSIF (place.r).state = 'under_way'
        AND EXISTS (SELECT FROM team_unit x JOIN round_team t ON t.id = x.team_id
                     WHERE t.round_id = (place.r).id AND t.code = wanted_team) THEN
    RETURN '{"fault": "team.busy"}';
  END IF;
  DELETE FROM round_team WHERE round_id = (place.r).id AND code = wanted_team;
  IF FOUND THEN
    INSERT INTO round_act (round_id, act, detail, account_id)
    VALUES ((place.r).id, 'team_removed', jsonb_build_object('code', wanted_team), app_account());
    PERFORM keep_visits((place.r).campaign_id);
    PERFORM keep_events((place.r).id);
    PERFORM keep_notices((place.r).id);
  END IF;
  RETURN app_round(wanted_campaign, wanted_round);
END $$;
GRANT EXECUTE ON FUNCTION app_remove_team(text, text, text) TO mc_gateway;

-- The inspectors who may be in a team of the round, each with the units that it may not inspect and why.
CREATE OR REPLACE FUNCTION app_round_inspectors(wanted_campaign text, wanted_round text) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  r inspection_round := round_of(wanted_campaign, wanted_round);
BEGIN
  IF r.id IS NULL THEN
    RETURN NULL;
  END IF;
  RETURN jsonb_build_object('items', (
    SELECT coalesce(jsonb_agg(jsonb_build_object(
             'username', a.username, 'full_name', a.full_name,
             'teams', (SELECT coalesce(jsonb_agg(t.code ORDER BY t.code), '[]')
                         FROM team_member m JOIN round_team t ON t.id = m.team_id AND t.round_id = r.id
                        WHERE m.account_id = a.id),
             'against', (SELECT coalesce(jsonb_agg(jsonb_build_object('unit', n.code, 'reason', x.reason) ORDER BY n.code), '[]')
                           FROM round_unit u JOIN unit n ON n.id = u.unit_id
                          CROSS JOIN LATERAL (SELECT tie_against(a.id, u.unit_id, r.period_from) AS reason) x
                          WHERE u.round_id = r.id AND x.reason IS NOT NULL))
             ORDER BY a.username), '[]')
      FROM account a WHERE a.role = 'inspector' AND a.is_active));
END $$;
GRANT EXECUTE ON FUNCTION app_round_inspectors(text, text) TO mc_gateway;
