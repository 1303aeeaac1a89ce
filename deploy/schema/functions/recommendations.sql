-- What a round asks of its units, and its follow-up: a unit reports, an inspector or the committee accepts
-- or returns, a day may be extended.  Those who plan rounds read all; the others read of the units that
-- they may read.

-- Internal.
CREATE OR REPLACE FUNCTION is_followed(r inspection_round, wanted_unit integer) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT coalesce(x.access = 'writer' OR x.access IS NOT NULL AND r.state <> 'draft'
                  AND wanted_unit = ANY (app_readable_units('rounds:read')), false)
    FROM (SELECT round_access(r.campaign_id) AS access) x
$$;

-- Internal.
CREATE OR REPLACE FUNCTION is_overdue(f recommendation_unit) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT f.state <> 'accepted' AND f.due_on < today_here()
$$;

-- One recommendation with those units that are wanted: of them, and of all, how many have it accepted.
-- Internal.
CREATE OR REPLACE FUNCTION recommendation_json(wanted recommendation, shown integer[]) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object(
           'id', wanted.id, 'campaign', c.code, 'round', r.code, 'round_title', r.title, 'number', wanted.number,
           'text', wanted.text, 'measure', wanted.measure, 'is_common', wanted.is_common,
           'criterion', (SELECT k.code FROM criterion k WHERE k.id = wanted.criterion_id),
           'by', w.full_name, 'at', wanted.at,
           'accepted', (SELECT count(*) FROM recommendation_unit f WHERE f.recommendation_id = wanted.id AND f.state = 'accepted'),
           'of', (SELECT count(*) FROM recommendation_unit f WHERE f.recommendation_id = wanted.id),
           'units', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                              'unit', u.code, 'name', u.name, 'due_on', f.due_on, 'state', f.state,
                              'is_overdue', is_overdue(f)) ORDER BY u.code), '[]')
                       FROM recommendation_unit f JOIN unit u ON u.id = f.unit_id
                      WHERE f.recommendation_id = wanted.id AND f.unit_id = ANY (shown)))
    FROM inspection_round r
    JOIN campaign c ON c.id = r.campaign_id
    JOIN account w ON w.id = wanted.account_id
   WHERE r.id = wanted.round_id
$$;

-- Recommendations of a campaign, a round or a unit (each NULL: any) that the account may read, in a state:
-- one of the table, overdue, or unmet (not accepted yet); with the progress of all of them, whatever
-- their state.
-- Internal.
CREATE OR REPLACE FUNCTION recommendation_list(wanted_campaign integer, wanted_round text, wanted_unit integer,
                                               wanted_state text)
RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  WITH seen AS MATERIALIZED (
    SELECT q.id, r.period_from, q.number, f.unit_id, f.state, is_overdue(f) AS is_overdue
      FROM inspection_round r
      JOIN recommendation q ON q.round_id = r.id
      JOIN recommendation_unit f ON f.recommendation_id = q.id
     WHERE (wanted_campaign IS NULL OR r.campaign_id = wanted_campaign)
       AND (wanted_round IS NULL OR r.code = wanted_round)
       AND (wanted_unit IS NULL OR f.unit_id = wanted_unit)
       AND is_followed(r, f.unit_id)),
  found AS (
    SELECT s.id, s.period_from, s.number, array_agg(s.unit_id) AS units
      FROM seen s
     WHERE wanted_state IS NULL OR s.state = wanted_state OR (wanted_state = 'overdue' AND s.is_overdue)
        OR (wanted_state = 'unmet' AND s.state <> 'accepted')
     GROUP BY s.id, s.period_from, s.number)
  SELECT jsonb_build_object(
           'accepted', (SELECT count(*) FROM seen s WHERE s.state = 'accepted'),
           'of', (SELECT count(*) FROM seen s), 'overdue', (SELECT count(*) FROM seen s WHERE s.is_overdue),
           'items', (SELECT coalesce(jsonb_agg(recommendation_json(q, f.units) ORDER BY f.period_from DESC, f.number), '[]')
                       FROM found f JOIN recommendation q ON q.id = f.id))
$$;

-- NULL: there is no such campaign or unit.
CREATE OR REPLACE FUNCTION app_recommendations(wanted_campaign text, wanted_round text, wanted_unit text, wanted_state text)
RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT recommendation_list(c.id, wanted_round, u.id, wanted_state)
    FROM campaign c LEFT JOIN unit u ON u.code = wanted_unit
   WHERE c.code = wanted_campaign AND (wanted_unit IS NULL OR u.id IS NOT NULL)
$$;
GRANT EXECUTE ON FUNCTION app_recommendations(text, text, text, text) TO mc_gateway;

-- Of one unit, from the rounds of all campaigns.
CREATE OR REPLACE FUNCTION app_unit_recommendations(wanted_unit text, wanted_state text) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT recommendation_list(NULL, NULL, u.id, wanted_state)
    FROM unit u
   WHERE u.code = wanted_unit AND (u.id = ANY (app_readable_units('rounds:read')) OR account_is('editor'))
$$;
GRANT EXECUTE ON FUNCTION app_unit_recommendations(text, text) TO mc_gateway;

-- One recommendation with what the units have done about it.
CREATE OR REPLACE FUNCTION app_recommendation(wanted uuid) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT recommendation_json(q, x.shown) || jsonb_build_object('acts', (
           SELECT coalesce(jsonb_agg(jsonb_build_object(
                    'unit', u.code, 'act', a.act, 'text', a.text, 'due_on', a.due_on, 'by', w.full_name, 'at', a.at,
                    'evidence', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'code', s.code, 'title', s.title) ORDER BY e.n), '[]')
                                   FROM unnest(a.evidence) WITH ORDINALITY e(id, n) JOIN submission s ON s.id = e.id))
                    ORDER BY a.id), '[]')
             FROM recommendation_act a JOIN unit u ON u.id = a.unit_id JOIN account w ON w.id = a.account_id
            WHERE a.recommendation_id = q.id AND a.unit_id = ANY (x.shown)))
    FROM recommendation q
    JOIN inspection_round r ON r.id = q.round_id
   CROSS JOIN LATERAL (
     SELECT ARRAY(SELECT f.unit_id FROM recommendation_unit f
                   WHERE f.recommendation_id = q.id AND is_followed(r, f.unit_id)) AS shown) x
   WHERE q.id = wanted AND x.shown <> '{}'
$$;
GRANT EXECUTE ON FUNCTION app_recommendation(uuid) TO mc_gateway;

-- What is wrong with a recommendation; NULL: nothing.  An inspector asks only units that it inspects.
-- Internal.
CREATE OR REPLACE FUNCTION recommendation_fault(r inspection_round, given jsonb) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT CASE
    WHEN r.state NOT IN ('under_way', 'concluded') THEN '{"fault": "recommendation.round"}'::jsonb
    WHEN (given ->> 'due_on')::date < r.period_from THEN '{"fault": "recommendation.due", "field": "due_on"}'
    WHEN given ? 'criterion'
         AND NOT EXISTS (SELECT FROM criterion k JOIN campaign c ON c.criteria_set_id = k.set_id
                          WHERE c.id = r.campaign_id AND k.code = given ->> 'criterion')
      THEN '{"fault": "criterion.unknown", "field": "criterion"}'
    WHEN account_is('inspector') AND jsonb_array_length(coalesce(given -> 'units', '[]')) = 0 THEN '{"fault": "forbidden"}'
    ELSE (SELECT jsonb_build_object('fault', CASE WHEN m.unit_id IS NULL THEN 'team.unit' ELSE 'forbidden' END,
                                    'field', 'units[' || (x.n - 1) || ']', 'about', x.code)
            FROM jsonb_array_elements_text(coalesce(given -> 'units', '[]')) WITH ORDINALITY x(code, n)
            LEFT JOIN unit u ON u.code = x.code
            LEFT JOIN round_unit m ON m.round_id = r.id AND m.unit_id = u.id
           WHERE m.unit_id IS NULL OR NOT is_followed(r, m.unit_id)
           ORDER BY x.n LIMIT 1) END
$$;

-- body: text, measure, due_on, criterion, units (none: all of the round).
CREATE OR REPLACE FUNCTION app_recommend(wanted_campaign text, wanted_round text, wanted uuid, body jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  given jsonb := jsonb_strip_nulls(body);
  r inspection_round := round_of(wanted_campaign, wanted_round);
  fault jsonb;
BEGIN
  IF r.id IS NULL THEN
    RETURN NULL;
  ELSIF round_access(r.campaign_id) = 'unit' THEN
    RETURN '{"fault": "forbidden"}';
  END IF;
  -- One at a time: the numbers have no gaps.
  SELECT * INTO r FROM inspection_round WHERE id = r.id FOR UPDATE;
  IF EXISTS (SELECT FROM recommendation q WHERE q.id = wanted) THEN
    RETURN CASE WHEN (SELECT q.body FROM recommendation q WHERE q.id = wanted) = given THEN app_recommendation(wanted)
                ELSE '{"fault": "idempotency.conflict"}' END;
  END IF;
  fault := recommendation_fault(r, given);
  IF fault IS NOT NULL THEN
    RETURN fault;
  END IF;
  INSERT INTO recommendation (id, round_id, number, text, measure, criterion_id, is_common, body, account_id)
  SELECT wanted, r.id, 1 + (SELECT count(*) FROM recommendation q WHERE q.round_id = r.id), given ->> 'text',
         given ->> 'measure',
         (SELECT k.id FROM criterion k JOIN campaign c ON c.criteria_set_id = k.set_id
           WHERE c.id = r.campaign_id AND k.code = given ->> 'criterion'),
         jsonb_array_length(coalesce(given -> 'units', '[]')) = 0, given, app_account();
  INSERT INTO recommendation_unit (recommendation_id, unit_id, due_on)
  SELECT wanted, m.unit_id, (given ->> 'due_on')::date
    FROM round_unit m JOIN unit u ON u.id = m.unit_id
   WHERE m.round_id = r.id
     AND (jsonb_array_length(coalesce(given -> 'units', '[]')) = 0 OR given -> 'units' ? u.code);
  RETURN app_recommendation(wanted);
END $$;
GRANT EXECUTE ON FUNCTION app_recommend(text, text, uuid, jsonb) TO mc_gateway;

-- What is wrong with an act of the account about a recommendation to a unit; NULL: nothing.
-- Internal.
CREATE OR REPLACE FUNCTION recommendation_act_fault(f recommendation_unit, given jsonb) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT CASE
    WHEN NOT (CASE WHEN given ->> 'act' = 'reported' THEN account_is('officer', 'council', 'system')
                   ELSE account_is('inspector', 'committee') END) THEN '{"fault": "forbidden"}'::jsonb
    WHEN f.state <> ALL (CASE given ->> 'act' WHEN 'reported' THEN ARRAY['open', 'reported', 'returned']
                                              WHEN 'accepted' THEN ARRAY['reported']
                                              WHEN 'returned' THEN ARRAY['reported', 'accepted']
                                              ELSE ARRAY['open', 'reported', 'returned'] END)
      THEN '{"fault": "recommendation.move", "field": "act"}'
    WHEN given ->> 'act' <> 'accepted' AND btrim(given ->> 'text') = '' THEN '{"fault": "reason.missing", "field": "text"}'
    WHEN given ->> 'act' = 'extended' AND coalesce((given ->> 'due_on')::date <= f.due_on, true)
      THEN '{"fault": "recommendation.due", "field": "due_on"}'
    ELSE (SELECT jsonb_build_object('fault', 'recommendation.evidence', 'field', 'evidence[' || (x.n - 1) || ']')
            FROM jsonb_array_elements_text(coalesce(given -> 'evidence', '[]')) WITH ORDINALITY x(id, n)
           WHERE NOT EXISTS (SELECT FROM submission s WHERE s.id = x.id::uuid AND s.evidence_id = s.id AND s.unit_id = f.unit_id)
           ORDER BY x.n LIMIT 1) END
$$;

-- A report of the unit, or what an inspector or the committee decides about it.  given: act, text, due_on,
-- evidence.  The same act again changes nothing.  NULL: no such recommendation to a unit of this account.
CREATE OR REPLACE FUNCTION app_recommendation_act(wanted uuid, wanted_unit text, body jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  given jsonb := jsonb_build_object('text', '') || jsonb_strip_nulls(body);
  f recommendation_unit;
  last recommendation_act;
  cited uuid[] := ARRAY(SELECT jsonb_array_elements_text(coalesce(given -> 'evidence', '[]'))::uuid);
  fault jsonb;
BEGIN
  SELECT x.* INTO f
    FROM recommendation_unit x
    JOIN recommendation q ON q.id = x.recommendation_id
    JOIN inspection_round r ON r.id = q.round_id
    JOIN unit u ON u.id = x.unit_id
   WHERE q.id = wanted AND u.code = wanted_unit AND is_followed(r, x.unit_id)
     FOR UPDATE OF x;
  IF f.unit_id IS NULL THEN
    RETURN NULL;
  END IF;
  SELECT * INTO last FROM recommendation_act a
   WHERE a.recommendation_id = wanted AND a.unit_id = f.unit_id ORDER BY a.id DESC LIMIT 1;
  IF (last.account_id, last.act, last.text, last.due_on, last.evidence)
     IS NOT DISTINCT FROM (app_account(), given ->> 'act', btrim(given ->> 'text'), (given ->> 'due_on')::date, cited) THEN
    RETURN app_recommendation(wanted);
  END IF;
  fault := recommendation_act_fault(f, given);
  IF fault IS NOT NULL THEN
    RETURN fault;
  END IF;
  UPDATE recommendation_unit
     SET state = CASE WHEN given ->> 'act' = 'extended' THEN state ELSE given ->> 'act' END,
         due_on = CASE WHEN given ->> 'act' = 'extended' THEN (given ->> 'due_on')::date ELSE due_on END
   WHERE recommendation_id = wanted AND unit_id = f.unit_id;
  INSERT INTO recommendation_act (recommendation_id, unit_id, act, text, due_on, evidence, account_id)
  VALUES (wanted, f.unit_id, given ->> 'act', btrim(given ->> 'text'), (given ->> 'due_on')::date, cited, app_account());
  RETURN app_recommendation(wanted);
END $$;
GRANT EXECUTE ON FUNCTION app_recommendation_act(uuid, text, jsonb) TO mc_gateway;
