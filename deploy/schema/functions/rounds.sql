-- The inspection rounds of a campaign: their plan, and their way from draft to closed.  Editors and the
-- committee of the province write; inspectors read; a unit reads a round that is issued and names it.

-- What the account of the request may do with the rounds of a campaign: 'writer', 'reader', 'unit' (only
-- what concerns the units that it may read), or NULL.
-- Internal.
CREATE OR REPLACE FUNCTION round_access(wanted_campaign integer) RETURNS text
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT CASE WHEN a.role = 'editor' OR (a.role = 'committee' AND c.province_id = ANY (app_readable_units())) THEN 'writer'
              WHEN a.role = 'inspector' THEN 'reader'
              WHEN a.role IN ('officer', 'council', 'system') THEN 'unit' END
    FROM campaign c JOIN account a ON a.id = app_account() AND a.is_active
   WHERE c.id = wanted_campaign
$$;

-- Internal.
CREATE OR REPLACE FUNCTION is_round_seen(wanted inspection_round) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT coalesce(x.access IN ('writer', 'reader')
                  OR x.access = 'unit' AND wanted.state <> 'draft'
                     AND EXISTS (SELECT FROM round_unit u
                                  WHERE u.round_id = wanted.id AND u.unit_id = ANY (app_readable_units('rounds:read'))), false)
    FROM (SELECT round_access(wanted.campaign_id) AS access) x
$$;

-- The round, if the account of the request may see it.
-- Internal.
CREATE OR REPLACE FUNCTION round_of(wanted_campaign text, wanted_round text) RETURNS inspection_round
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT r FROM inspection_round r JOIN campaign c ON c.id = r.campaign_id
   WHERE c.code = wanted_campaign AND r.code = wanted_round AND is_round_seen(r)
$$;

-- The round of a write, locked until the transaction ends; `fault` says why the account may not write:
-- it plans no rounds, or the round is in none of `states` (`refusal`).  `r.id` NULL: no such round.
-- Internal.
CREATE OR REPLACE FUNCTION round_for_write(wanted_campaign text, wanted_round text, states text[], refusal text,
                                           OUT r inspection_round, OUT fault jsonb)
LANGUAGE plpgsql VOLATILE SET search_path = public, pg_temp AS $$
BEGIN
  r := round_of(wanted_campaign, wanted_round);
  IF r.id IS NULL THEN
    RETURN;
  END IF;
  SELECT x.* INTO r FROM inspection_round x WHERE x.id = r.id FOR UPDATE;
  fault := CASE WHEN round_access(r.campaign_id) <> 'writer' THEN '{"fault": "forbidden"}'::jsonb
                WHEN r.state <> ALL (states) THEN jsonb_build_object('fault', refusal) END;
END $$;

-- Internal.
CREATE OR REPLACE FUNCTION round_json(r inspection_round) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object(
           'campaign', c.code, 'code', r.code, 'kind', r.kind, 'form', r.form, 'state', r.state,
           'version', r.version, 'title', r.title, 'symbol', r.symbol, 'dated', r.dated,
           'authority', r.authority, 'period_from', r.period_from, 'period_to', r.period_to,
           'peer_group', r.peer_group,
           'unit_count', (SELECT count(*) FROM round_unit u WHERE u.round_id = r.id),
           'done_count', (SELECT count(*) FROM round_unit u LEFT JOIN team_unit x USING (round_id, unit_id)
                           WHERE u.round_id = r.id
                             AND (r.state IN ('concluded', 'closed') OR r.state = 'under_way' AND x.visited_on < today_here())),
           'team_count', (SELECT count(*) FROM round_team t WHERE t.round_id = r.id))
    FROM campaign c WHERE c.id = r.campaign_id
$$;

-- What of a round is the reader's own: the teams that it is in, and the units of its rights.
-- Internal.
CREATE OR REPLACE FUNCTION round_mine(r inspection_round) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object(
           'my_teams', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                                 'code', t.code, 'name', t.name, 'post', m.post,
                                 'unit_count', (SELECT count(*) FROM team_unit x WHERE x.team_id = t.id)) ORDER BY t.code), '[]')
                          FROM team_member m JOIN round_team t ON t.id = m.team_id
                         WHERE t.round_id = r.id AND m.account_id = app_account()),
           'my_units', (SELECT coalesce(jsonb_agg(jsonb_build_object('code', n.code, 'name', n.name, 'visited_on', x.visited_on)
                                                  ORDER BY n.code), '[]')
                          FROM round_unit u JOIN unit n ON n.id = u.unit_id
                          LEFT JOIN team_unit x ON x.round_id = r.id AND x.unit_id = u.unit_id
                         WHERE u.round_id = r.id AND round_access(r.campaign_id) = 'unit'
                           AND u.unit_id = ANY (app_readable_units('rounds:read'))))
$$;

-- The rounds of a campaign that the account may see, the newest first; NULL: there is no such campaign.
CREATE OR REPLACE FUNCTION app_rounds(wanted_campaign text) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object(
           'may_write', coalesce(round_access(c.id) = 'writer', false),
           'items', (SELECT coalesce(jsonb_agg(round_json(r) || round_mine(r) ORDER BY r.period_from DESC, r.id DESC), '[]')
                       FROM inspection_round r WHERE r.campaign_id = c.id AND is_round_seen(r)))
    FROM campaign c WHERE c.code = wanted_campaign
$$;
GRANT EXECUTE ON FUNCTION app_rounds(text) TO mc_gateway;

-- How many recommendations of earlier rounds a unit has not met yet.
-- Internal.
CREATE OR REPLACE FUNCTION unmet_before(r inspection_round, wanted_unit integer) RETURNS bigint
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT count(*)
    FROM recommendation_unit f
    JOIN recommendation q ON q.id = f.recommendation_id
    JOIN inspection_round e ON e.id = q.round_id AND e.id <> r.id AND e.period_from < r.period_from
   WHERE f.unit_id = wanted_unit AND f.state <> 'accepted'
$$;

-- A round with units, teams, steps and history; an account of a unit sees its own units, their teams and
-- the steps.
CREATE OR REPLACE FUNCTION app_round(wanted_campaign text, wanted_round text) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  r inspection_round := round_of(wanted_campaign, wanted_round);
  access text;
  mine integer[];
BEGIN
  IF r.id IS NULL THEN
    RETURN NULL;
  END IF;
  access := round_access(r.campaign_id);
  mine := ARRAY(SELECT u.unit_id FROM round_unit u
                 WHERE u.round_id = r.id AND (access <> 'unit' OR u.unit_id = ANY (app_readable_units('rounds:read'))));
  RETURN round_json(r) || jsonb_build_object(
    'outline', r.outline, 'papers', to_jsonb(r.papers), 'report_due_on', r.report_due_on,
    'sample_size', r.sample_size, 'sample_by', r.sample_by, 'may_write', access = 'writer',
    'criteria', (SELECT coalesce(jsonb_agg(jsonb_build_object('code', k.code, 'name', k.name) ORDER BY k.sort, k.id), '[]')
                   FROM criterion k WHERE k.id = ANY (r.criterion_ids)),
    'units', (SELECT coalesce(jsonb_agg(jsonb_build_object('code', u.code, 'name', u.name, 'team', t.code,
                                                           'visited_on', x.visited_on,
                                                           'may_visit', coalesce(p.post <> 'unit', false),
                                                           'minutes', CASE WHEN p.post <> 'unit' OR p.post = 'unit' AND is_minutes_told(r.id, u.id)
                                                                           THEN visit_minutes_state(r.id, u.id) ELSE 'none' END,
                                                           'report', CASE WHEN p.post IS NOT NULL THEN self_report_state(r, u.id) END,
                                                           'sample', CASE WHEN p.post IS NOT NULL THEN sample_state(r, u.id) END,
                                                           'unmet_before', unmet_before(r, u.id)) ORDER BY x.visited_on, u.code), '[]')
                FROM unit u
                LEFT JOIN team_unit x ON x.round_id = r.id AND x.unit_id = u.id
                LEFT JOIN round_team t ON t.id = x.team_id
               CROSS JOIN LATERAL (SELECT visit_post(r, u.id) AS post) p
               WHERE u.id = ANY (mine)),
    'teams', (SELECT coalesce(jsonb_agg(team_json(t, mine) ORDER BY t.code), '[]')
                FROM round_team t
               WHERE t.round_id = r.id
                 AND (access <> 'unit' OR EXISTS (SELECT FROM team_unit x WHERE x.team_id = t.id AND x.unit_id = ANY (mine)))),
    'moves', (SELECT coalesce(jsonb_agg(jsonb_build_object('to', m.to_state, 'needs_reason', m.needs_reason)
                                        ORDER BY m.needs_reason, m.to_state), '[]')
                FROM round_move m WHERE m.from_state = r.state),
    'steps', (SELECT coalesce(jsonb_agg(a.detail || jsonb_build_object('by', w.full_name, 'at', a.at) ORDER BY a.id), '[]')
                FROM round_act a JOIN account w ON w.id = a.account_id
               WHERE a.round_id = r.id AND a.act = 'step'),
    'history', (SELECT coalesce(jsonb_agg(jsonb_build_object('act', a.act, 'detail', a.detail, 'by', w.full_name, 'at', a.at)
                                          ORDER BY a.id), '[]')
                  FROM round_act a JOIN account w ON w.id = a.account_id
                 WHERE a.round_id = r.id AND access <> 'unit'));
END $$;
GRANT EXECUTE ON FUNCTION app_round(text, text) TO mc_gateway;

-- What is wrong with a plan; NULL: nothing.
-- Internal.
CREATE OR REPLACE FUNCTION round_fault(in_campaign campaign, given jsonb) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT CASE
    WHEN (given ->> 'period_to')::date < (given ->> 'period_from')::date
      THEN '{"fault": "period.missing", "field": "period_to"}'::jsonb
    WHEN (given ->> 'report_due_on')::date > (given ->> 'period_to')::date
      THEN '{"fault": "round.report_due", "field": "report_due_on"}'
    WHEN (coalesce((given ->> 'sample_size')::integer, 0) > 0) <> (given ? 'sample_by')
      THEN '{"fault": "round.sample", "field": "sample_size"}'
    WHEN given ->> 'peer_group' IS NOT NULL AND jsonb_array_length(coalesce(given -> 'units', '[]')) > 0
      THEN '{"fault": "round.subjects", "field": "peer_group"}'
    WHEN given ->> 'peer_group' IS NOT NULL
         AND NOT EXISTS (SELECT FROM campaign_unit m WHERE m.campaign_id = in_campaign.id AND m.peer_group = given ->> 'peer_group')
      THEN '{"fault": "round.group", "field": "peer_group"}'
    ELSE coalesce(
      (SELECT jsonb_build_object('fault', 'unit.unknown', 'field', 'units[' || (x.n - 1) || ']')
         FROM jsonb_array_elements_text(coalesce(given -> 'units', '[]')) WITH ORDINALITY x(code, n)
        WHERE NOT EXISTS (SELECT FROM campaign_unit m JOIN unit u ON u.id = m.unit_id
                           WHERE m.campaign_id = in_campaign.id AND u.code = x.code)
        ORDER BY x.n LIMIT 1),
      (SELECT jsonb_build_object('fault', 'criterion.unknown', 'field', 'criteria[' || (x.n - 1) || ']')
         FROM jsonb_array_elements_text(coalesce(given -> 'criteria', '[]')) WITH ORDINALITY x(code, n)
        WHERE NOT EXISTS (SELECT FROM criterion k WHERE k.set_id = in_campaign.criteria_set_id AND k.code = x.code)
        ORDER BY x.n LIMIT 1)) END
$$;

-- Writes the plan into a new round, or into one that is a draft, with its units.
-- Internal.
CREATE OR REPLACE FUNCTION keep_plan(in_campaign campaign, wanted_round text, given jsonb) RETURNS integer
LANGUAGE plpgsql VOLATILE SET search_path = public, pg_temp AS $$
DECLARE
  kept integer;
  named integer[] := ARRAY(
    SELECT m.unit_id FROM campaign_unit m JOIN unit u ON u.id = m.unit_id
     WHERE m.campaign_id = in_campaign.id
       AND (m.peer_group = given ->> 'peer_group'
            OR u.code IN (SELECT jsonb_array_elements_text(coalesce(given -> 'units', '[]')))));
BEGIN
  INSERT INTO inspection_round AS r (campaign_id, code, kind, form, title, symbol, dated, authority, outline,
                                     period_from, period_to, peer_group, papers, report_due_on, sample_size, sample_by,
                                     criterion_ids)
  VALUES (in_campaign.id, wanted_round, given ->> 'kind', given ->> 'form', given ->> 'title',
          coalesce(given ->> 'symbol', ''), (given ->> 'dated')::date, coalesce(given ->> 'authority', ''),
          coalesce(given ->> 'outline', ''), (given ->> 'period_from')::date, (given ->> 'period_to')::date,
          given ->> 'peer_group', ARRAY(SELECT jsonb_array_elements_text(coalesce(given -> 'papers', '[]'))),
          (given ->> 'report_due_on')::date, coalesce((given ->> 'sample_size')::smallint, 0), given ->> 'sample_by',
          ARRAY(SELECT k.id FROM criterion k
                 WHERE k.set_id = in_campaign.criteria_set_id
                   AND k.code IN (SELECT jsonb_array_elements_text(coalesce(given -> 'criteria', '[]')))
                 ORDER BY k.sort, k.id))
  ON CONFLICT (campaign_id, code) DO UPDATE
     SET kind = excluded.kind, form = excluded.form, title = excluded.title, symbol = excluded.symbol,
         dated = excluded.dated, authority = excluded.authority, outline = excluded.outline,
         period_from = excluded.period_from, period_to = excluded.period_to, peer_group = excluded.peer_group,
         papers = excluded.papers, report_due_on = excluded.report_due_on, sample_size = excluded.sample_size,
         sample_by = excluded.sample_by,
         criterion_ids = excluded.criterion_ids, version = r.version + 1
  RETURNING id INTO kept;
  DELETE FROM round_unit WHERE round_id = kept AND unit_id <> ALL (named);
  INSERT INTO round_unit SELECT kept, unnest(named) ON CONFLICT DO NOTHING;
  INSERT INTO round_act (round_id, act, detail, account_id) VALUES (kept, 'planned', given, app_account());
  RETURN kept;
END $$;

-- The plan of a round that is new or a draft; `seen` of the body: the version that it was written on (0: none).  The
-- same plan again changes nothing.
CREATE OR REPLACE FUNCTION app_plan_round(wanted_campaign text, wanted_round text, body jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  given jsonb := jsonb_strip_nulls(body - 'seen');
  place campaign;
  was inspection_round;
  fault jsonb;
BEGIN
  -- One plan of a campaign at a time: two may not make the same round.
  SELECT * INTO place FROM campaign WHERE code = wanted_campaign FOR NO KEY UPDATE;
  IF place.id IS NULL OR round_access(place.id) IS NULL THEN
    RETURN NULL;
  ELSIF round_access(place.id) <> 'writer' THEN
    RETURN '{"fault": "forbidden"}';
  END IF;
  SELECT * INTO was FROM inspection_round WHERE campaign_id = place.id AND code = wanted_round FOR UPDATE;
  IF (SELECT a.detail FROM round_act a WHERE a.round_id = was.id AND a.act = 'planned' ORDER BY a.id DESC LIMIT 1) = given THEN
    RETURN app_round(wanted_campaign, wanted_round);
  ELSIF was.state <> 'draft' THEN
    RETURN '{"fault": "round.locked"}';
  ELSIF coalesce(was.version, 0) <> (body ->> 'seen')::integer THEN
    RETURN '{"fault": "round.changed", "field": "seen"}';
  END IF;
  fault := round_fault(place, given);
  IF fault IS NOT NULL THEN
    RETURN fault;
  END IF;
  PERFORM keep_plan(place, wanted_round, given);
  RETURN app_round(wanted_campaign, wanted_round);
EXCEPTION WHEN SQLSTATE 'MC001' THEN          -- an earlier period (functions/ties)
  RETURN jsonb_build_object('fault', 'team.conflict', 'field', 'period_from', 'about', SQLERRM);
END $$;
GRANT EXECUTE ON FUNCTION app_plan_round(text, text, jsonb) TO mc_gateway;

-- What is missing before a round may go to a state; NULL: nothing.
-- Internal.
CREATE OR REPLACE FUNCTION round_missing(r inspection_round, wanted_state text) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT CASE
    WHEN wanted_state = 'issued' AND r.symbol = '' THEN '{"fault": "round.incomplete", "field": "symbol", "about": "số và ký hiệu kế hoạch"}'::jsonb
    WHEN wanted_state = 'issued' AND r.dated IS NULL THEN '{"fault": "round.incomplete", "field": "dated", "about": "ngày ban hành kế hoạch"}'
    WHEN wanted_state = 'issued' AND NOT EXISTS (SELECT FROM round_unit u WHERE u.round_id = r.id)
      THEN '{"fault": "round.incomplete", "field": "units", "about": "đơn vị được kiểm tra"}'
    WHEN wanted_state = 'under_way' THEN (
      SELECT jsonb_build_object('fault', 'round.uncovered', 'field', 'units', 'about', string_agg(n.name, ', ' ORDER BY n.code))
        FROM round_unit u JOIN unit n ON n.id = u.unit_id
       WHERE u.round_id = r.id AND NOT EXISTS (SELECT FROM team_unit x WHERE x.round_id = r.id AND x.unit_id = u.unit_id)
      HAVING count(*) > 0) END
$$;

-- One step of a round, with reason and document ({"symbol", "dated", "title"}).  The same again changes
-- nothing.
CREATE OR REPLACE FUNCTION app_round_step(wanted_campaign text, wanted_round text, wanted_state text,
                                          given_reason text, given_document jsonb)
RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  r inspection_round := round_of(wanted_campaign, wanted_round);
  move round_move;
  fault jsonb;
BEGIN
  IF r.id IS NULL THEN
    RETURN NULL;
  ELSIF round_access(r.campaign_id) <> 'writer' THEN
    RETURN '{"fault": "forbidden"}';
  END IF;
  SELECT * INTO r FROM inspection_round WHERE id = r.id FOR UPDATE;
  IF r.state = wanted_state THEN
    RETURN app_round(wanted_campaign, wanted_round);
  END IF;
  SELECT * INTO move FROM round_move m WHERE m.from_state = r.state AND m.to_state = wanted_state;
  fault := round_missing(r, wanted_state);
  IF move.to_state IS NULL THEN
    RETURN '{"fault": "round.move", "field": "to"}';
  ELSIF move.needs_reason AND btrim(given_reason) = '' THEN
    RETURN '{"fault": "reason.missing", "field": "reason"}';
  ELSIF fault IS NOT NULL THEN
    RETURN fault;
  END IF;
  UPDATE inspection_round SET state = wanted_state WHERE id = r.id;
  INSERT INTO round_act (round_id, act, detail, account_id)
  VALUES (r.id, 'step', jsonb_build_object('from', r.state, 'to', wanted_state, 'reason', btrim(given_reason),
                                           'document', given_document), app_account());
  PERFORM keep_visits(r.campaign_id);
  PERFORM keep_notices(r.id);
  RETURN app_round(wanted_campaign, wanted_round);
EXCEPTION WHEN SQLSTATE 'MC001' THEN          -- a tie that came after the conclusion (functions/ties)
  RETURN jsonb_build_object('fault', 'team.conflict', 'field', 'to', 'about', SQLERRM);
END $$;
GRANT EXECUTE ON FUNCTION app_round_step(text, text, text, text, jsonb) TO mc_gateway;
