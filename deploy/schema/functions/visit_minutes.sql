-- The minutes of a visit: drafted from the checklist, edited by the secretary or the head, signed by the
-- team, confirmed by the unit or objected to, then locked.  What both sides said stays.

-- Findings as minutes keep them: how far the reading of a photo is belongs to the moment.
-- Internal.
CREATE OR REPLACE FUNCTION minutes_findings(findings jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(jsonb_agg(f.said || jsonb_build_object('photos', (
                    SELECT coalesce(jsonb_agg(p.photo - '{is_read,remarks}'::text[] ORDER BY p.n), '[]')
                      FROM jsonb_array_elements(f.said -> 'photos') WITH ORDINALITY p(photo, n))) ORDER BY f.n), '[]')
    FROM jsonb_array_elements(findings) WITH ORDINALITY f(said, n)
$$;

-- Counts, faults by criterion and findings, as the checklist has them now.
-- Internal.
CREATE OR REPLACE FUNCTION visit_facts(wanted_round integer, wanted_unit integer) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  WITH item AS (
    SELECT i, visit_state(i.id) AS state, k.code, k.name, k.sort
      FROM visit_item i LEFT JOIN criterion k ON k.id = i.criterion_id
     WHERE i.round_id = wanted_round AND i.unit_id = wanted_unit)
  SELECT jsonb_build_object(
           'items', (SELECT count(*) FROM item),
           'counts', (SELECT coalesce(jsonb_object_agg(c.state, c.many), '{}') FROM (SELECT state, count(*) AS many FROM item GROUP BY state) c),
           'faults', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                               'criterion', x.code, 'name', x.name, 'state', x.state, 'title', visit_words(x.i) ->> 'title',
                               'claimed', trim_scale((x.i).claimed)::text,
                               'said', (SELECT coalesce(jsonb_agg(jsonb_build_object('mark', h.mark, 'figure', trim_scale(h.figure)::text, 'note', h.note, 'by', w.full_name)
                                                                  ORDER BY h.at, h.id), '[]')
                                          FROM visit_heads((x.i).id) h JOIN account w ON w.id = h.account_id))
                               ORDER BY x.sort, x.code, (x.i).key), '[]')
                        FROM item x WHERE x.state IN ('wrong', 'unclear', 'disputed')),
           'findings', minutes_findings(visit_findings_json(wanted_round, wanted_unit)))
$$;

-- The text with which the minutes begin.
-- Internal.
CREATE OR REPLACE FUNCTION minutes_draft(facts jsonb) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
  SELECT format('1. Kết quả kiểm tra theo danh mục: %s mục; đúng %s, sai %s, chưa rõ %s, còn hai ý kiến %s, không kiểm tra %s, chưa ghi %s.',
                facts ->> 'items', n.right, n.wrong, n.unclear, n.disputed, n.skipped, n.open)
      || E'\n2. Nội dung chưa đúng, chưa rõ:'
      || coalesce((SELECT string_agg(format(E'\n- %s%s%s.', CASE WHEN position(x ->> 'criterion' IN x ->> 'title') > 0 THEN '' ELSE coalesce('Tiêu chí ' || (x ->> 'criterion') || ': ', '') END,
                                            x ->> 'title',
                                            coalesce((SELECT '; ' || string_agg(concat_ws(', ', 'kiểm tra được ' || visit_figure((s ->> 'figure')::numeric, ','), nullif(rtrim(s ->> 'note', '. '), '')), '; ' ORDER BY at)
                                                        FROM jsonb_array_elements(x -> 'said') WITH ORDINALITY q(s, at)
                                                       WHERE s ->> 'figure' IS NOT NULL OR s ->> 'note' <> ''), '')), '' ORDER BY n)
                     FROM jsonb_array_elements(facts -> 'faults') WITH ORDINALITY f(x, n)), ' không có.')
      || E'\n3. Phát hiện của đoàn:'
      || coalesce((SELECT string_agg(format(E'\n- %s%s%s%s.', CASE WHEN position(x ->> 'criterion' IN x ->> 'text') > 0 THEN '' ELSE coalesce('Tiêu chí ' || (x ->> 'criterion') || ': ', '') END,
                                            rtrim(x ->> 'text', '. '), CASE WHEN x ->> 'cause' <> '' THEN '; nguyên nhân: ' || rtrim(x ->> 'cause', '. ') ELSE '' END,
                                            CASE WHEN x ->> 'lowers_to' IS NOT NULL THEN format('; đề nghị thẩm định %s điểm, vì %s', visit_figure((x ->> 'lowers_to')::numeric, ','), rtrim(x ->> 'reason', '. ')) ELSE '' END), '' ORDER BY n)
                     FROM jsonb_array_elements(facts -> 'findings') WITH ORDINALITY f(x, n)), ' không có.')
    FROM (SELECT coalesce((c ->> 'right')::int, 0) AS right, coalesce((c ->> 'wrong')::int, 0) AS wrong,
                 coalesce((c ->> 'unclear')::int, 0) AS unclear, coalesce((c ->> 'disputed')::int, 0) AS disputed,
                 coalesce((c ->> 'skipped')::int, 0) AS skipped, coalesce((c ->> 'open')::int, 0) AS open
            FROM (SELECT facts -> 'counts' AS c) c) n
$$;

-- The minutes as an account reads them: its team and those who plan rounds all versions, the unit those that
-- were signed.  NULL: none for this account.
CREATE OR REPLACE FUNCTION app_visit_minutes(wanted_campaign text, wanted_round text, wanted_unit text) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object(
           'campaign', wanted_campaign, 'round', r.code, 'round_title', r.title, 'symbol', r.symbol, 'unit', u.code, 'unit_name', u.name,
           'team', (SELECT jsonb_build_object('name', t.name, 'members', team_json(t, '{}') -> 'members')
                      FROM team_unit x JOIN round_team t ON t.id = x.team_id WHERE x.round_id = r.id AND x.unit_id = u.id),
           'visited_on', (SELECT x.visited_on FROM team_unit x WHERE x.round_id = r.id AND x.unit_id = u.id),
           'state', s.state,
           'may_write', p.post IN ('head', 'secretary') AND s.state <> 'locked' AND r.state IN ('under_way', 'concluded'),
           'may_lock', p.post = 'head' AND s.state = 'objected' AND r.state IN ('under_way', 'concluded'),
           'may_answer', p.post = 'unit' AND account_is('officer', 'council') AND s.state IN ('signed', 'objected')
                         AND r.state IN ('under_way', 'concluded'),
           'facts', CASE WHEN p.post <> 'unit' AND s.state <> 'locked' THEN visit_facts(r.id, u.id) END,
           'draft', CASE WHEN p.post <> 'unit' AND s.state <> 'locked' THEN minutes_draft(visit_facts(r.id, u.id)) END,
           'versions', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                                 'version', m.version, 'content', m.content, 'facts', m.facts, 'by', w.full_name, 'at', m.at,
                                 'acts', (SELECT coalesce(jsonb_agg(jsonb_build_object('act', a.act, 'text', a.text, 'by', b.full_name, 'at', a.at) ORDER BY a.id), '[]')
                                            FROM visit_minutes_act a JOIN account b ON b.id = a.account_id
                                           WHERE (a.round_id, a.unit_id, a.version) = (m.round_id, m.unit_id, m.version)))
                                 ORDER BY m.version DESC), '[]')
                          FROM visit_minutes m JOIN account w ON w.id = m.account_id
                         WHERE m.round_id = r.id AND m.unit_id = u.id
                           AND (p.post <> 'unit' OR EXISTS (SELECT FROM visit_minutes_act a
                                                             WHERE (a.round_id, a.unit_id, a.version) = (m.round_id, m.unit_id, m.version)))))
    FROM unit u
   CROSS JOIN LATERAL round_of(wanted_campaign, wanted_round) r
    JOIN round_unit m ON m.round_id = r.id AND m.unit_id = u.id
   CROSS JOIN LATERAL (SELECT visit_post(r, u.id) AS post) p
   CROSS JOIN LATERAL (SELECT visit_minutes_state(r.id, u.id) AS state) s
   WHERE u.code = wanted_unit AND p.post IS NOT NULL AND (p.post <> 'unit' OR is_minutes_told(r.id, u.id))
$$;
GRANT EXECUTE ON FUNCTION app_visit_minutes(text, text, text) TO mc_gateway;

-- Whether a version states a finding that was withdrawn after it was written.
-- Internal.
CREATE OR REPLACE FUNCTION states_withdrawn(wanted_round integer, wanted_unit integer, wanted_version integer) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM visit_minutes m, jsonb_array_elements(m.facts -> 'findings') f, visit_finding_withdrawal w
     WHERE m.round_id = wanted_round AND m.unit_id = wanted_unit AND m.version = wanted_version AND w.finding_id::text = f ->> 'id')
$$;

-- The next version; `seen` is the version that it was written on (0: none).  The same content again changes
-- nothing, unless a finding that it states was withdrawn.
CREATE OR REPLACE FUNCTION app_keep_visit_minutes(wanted_campaign text, wanted_round text, wanted_unit text, body jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  given jsonb := jsonb_strip_nulls(body - 'seen');
  place record;
  last visit_minutes;
BEGIN
  place := visit_for(wanted_campaign, wanted_round, wanted_unit);
  SELECT * INTO last FROM visit_minutes m
   WHERE m.round_id = (place.r).id AND m.unit_id = place.unit ORDER BY m.version DESC LIMIT 1;
  IF place.post IS NULL THEN
    RETURN NULL;
  ELSIF place.post NOT IN ('head', 'secretary') THEN
    RETURN '{"fault": "forbidden"}';
  ELSIF last.content = given AND NOT states_withdrawn(last.round_id, last.unit_id, last.version) THEN
    RETURN app_visit_minutes(wanted_campaign, wanted_round, wanted_unit);
  ELSIF place.fault ->> 'fault' = 'visit.locked' OR (place.r).state NOT IN ('under_way', 'concluded') THEN
    RETURN place.fault;
  ELSIF coalesce(last.version, 0) <> (body ->> 'seen')::integer THEN
    RETURN '{"fault": "minutes.changed", "field": "seen"}';
  END IF;
  INSERT INTO round_visit (round_id, unit_id, opened_by) VALUES ((place.r).id, place.unit, app_account()) ON CONFLICT DO NOTHING;
  INSERT INTO visit_minutes (round_id, unit_id, version, content, facts, account_id)
  VALUES ((place.r).id, place.unit, coalesce(last.version, 0) + 1, given, visit_facts((place.r).id, place.unit), app_account());
  RETURN app_visit_minutes(wanted_campaign, wanted_round, wanted_unit);
END $$;
GRANT EXECUTE ON FUNCTION app_keep_visit_minutes(text, text, text, jsonb) TO mc_gateway;

-- What is wrong with an act about the newest version, which is in this state; NULL: nothing.
-- Internal.
CREATE OR REPLACE FUNCTION minutes_act_fault(post text, state text, given jsonb) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT CASE
    WHEN NOT (CASE given ->> 'act' WHEN 'signed' THEN post IN ('head', 'secretary') WHEN 'locked' THEN post = 'head'
                                   ELSE post = 'unit' AND account_is('officer', 'council') END) THEN '{"fault": "forbidden"}'::jsonb
    WHEN state <> ALL (CASE given ->> 'act' WHEN 'signed' THEN ARRAY['draft'] WHEN 'locked' THEN ARRAY['objected']
                                            ELSE ARRAY['signed', 'objected'] END) THEN '{"fault": "visit.act", "field": "act"}'
    WHEN given ->> 'act' = 'objected' AND btrim(coalesce(given ->> 'text', '')) = '' THEN '{"fault": "reason.missing", "field": "text"}' END
$$;

-- What a side says of the newest version.  body: act, version (the one it has read), text.  The same again
-- changes nothing.
CREATE OR REPLACE FUNCTION app_visit_minutes_act(wanted_campaign text, wanted_round text, wanted_unit text, body jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  given jsonb := '{"text": ""}' || jsonb_strip_nulls(body);
  place record;
  newest integer;
  last visit_minutes_act;
  fault jsonb;
BEGIN
  place := visit_for(wanted_campaign, wanted_round, wanted_unit);
  IF place.post IS NULL OR (place.post = 'unit' AND NOT is_minutes_told((place.r).id, place.unit)) THEN
    RETURN NULL;
  END IF;
  SELECT max(m.version) INTO newest FROM visit_minutes m WHERE m.round_id = (place.r).id AND m.unit_id = place.unit;
  SELECT * INTO last FROM visit_minutes_act a
   WHERE a.round_id = (place.r).id AND a.unit_id = place.unit AND a.version = newest ORDER BY a.id DESC LIMIT 1;
  IF newest IS DISTINCT FROM (given ->> 'version')::integer THEN
    RETURN '{"fault": "minutes.changed", "field": "version"}';
  ELSIF (last.act, last.text, last.account_id) = (given ->> 'act', btrim(given ->> 'text'), app_account()) THEN
    RETURN app_visit_minutes(wanted_campaign, wanted_round, wanted_unit);
  ELSIF is_visit_locked((place.r).id, place.unit) THEN
    RETURN '{"fault": "visit.locked"}';
  ELSIF (place.r).state NOT IN ('under_way', 'concluded') THEN
    RETURN '{"fault": "visit.round"}';
  END IF;
  fault := minutes_act_fault(place.post, visit_minutes_state((place.r).id, place.unit), given);
  IF fault IS NOT NULL THEN
    RETURN fault;
  ELSIF given ->> 'act' = 'signed' AND states_withdrawn((place.r).id, place.unit, newest) THEN
    RETURN '{"fault": "minutes.changed", "field": "version"}';
  END IF;
  INSERT INTO visit_minutes_act (round_id, unit_id, version, act, text, account_id)
  VALUES ((place.r).id, place.unit, newest, given ->> 'act', btrim(given ->> 'text'), app_account());
  RETURN app_visit_minutes(wanted_campaign, wanted_round, wanted_unit);
END $$;
GRANT EXECUTE ON FUNCTION app_visit_minutes_act(text, text, text, jsonb) TO mc_gateway;
