-- The conclusion of a round: drafted from what was found, edited by those who plan rounds, issued as a
-- document.  What was issued never changes; its recommendations are those of the round.

CREATE OR REPLACE FUNCTION keep_conclusion() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    RAISE EXCEPTION 'what was kept of a conclusion never changes' USING ERRCODE = 'MC003';
  ELSIF EXISTS (SELECT FROM conclusion_issue i WHERE i.round_id = NEW.round_id) THEN
    RAISE EXCEPTION 'the conclusion was issued' USING ERRCODE = 'MC003';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER keep_conclusion BEFORE INSERT OR UPDATE ON conclusion
  FOR EACH ROW EXECUTE FUNCTION keep_conclusion();
CREATE OR REPLACE TRIGGER keep_conclusion BEFORE INSERT OR UPDATE ON conclusion_issue
  FOR EACH ROW EXECUTE FUNCTION keep_conclusion();

-- Of lines or of a fact's units, those that an account of a unit may read: the common ones and its own.
-- Internal.
CREATE OR REPLACE FUNCTION conclusion_shown(given jsonb, access text) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT coalesce(jsonb_agg(x ORDER BY n) FILTER (WHERE access <> 'unit' OR x ->> 'unit' IS NULL OR EXISTS (
           SELECT FROM unit u WHERE u.code = x ->> 'unit' AND u.id = ANY (app_readable_units('rounds:read')))), '[]')
    FROM jsonb_array_elements(given) WITH ORDINALITY l(x, n)
$$;

-- All of a conclusion, for the page and for the templates of papers, which rely on these names:
--   campaign, round, round_title, round_state, plan_symbol, plan_dated, period_from, period_to, unit_count: the round
--   state ('none', 'draft', 'issued'), version, symbol, dated, may_write: the document
--   lines    section ('strength', 'limit', 'recommendation'), text; fact: the key of the figure that it rests on;
--            unit: of one unit (absent: in common); criterion; of recommendations measure and due_on
--   facts    key, section ('course', 'strength', 'limit'), title, title_en, count units of so many (of); units: unit,
--            name, figure, of, source: where the API tells the figure
--   history  version, lines, by, at; the newest first
-- Internal.
CREATE OR REPLACE FUNCTION conclusion_json(r inspection_round, access text) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object(
           'campaign', c.code, 'round', r.code, 'round_title', r.title, 'round_state', r.state,
           'plan_symbol', r.symbol, 'plan_dated', r.dated, 'period_from', r.period_from, 'period_to', r.period_to,
           'unit_count', (SELECT count(*) FROM round_unit m WHERE m.round_id = r.id),
           'state', CASE WHEN i.round_id IS NOT NULL THEN 'issued' WHEN k.round_id IS NOT NULL THEN 'draft' ELSE 'none' END,
           'version', coalesce(k.version, 0), 'symbol', coalesce(i.symbol, ''), 'dated', i.dated,
           'may_write', access = 'writer' AND i.round_id IS NULL AND r.state IN ('under_way', 'concluded'),
           'lines', conclusion_shown(coalesce(k.lines, conclusion_draft(r, f.facts)), access),
           'facts', (SELECT coalesce(jsonb_agg(x || jsonb_build_object('units', conclusion_shown(x -> 'units', access)) ORDER BY n), '[]')
                       FROM jsonb_array_elements(f.facts) WITH ORDINALITY e(x, n)),
           'history', (SELECT coalesce(jsonb_agg(jsonb_build_object('version', h.version, 'lines', h.lines, 'by', w.full_name, 'at', h.at)
                                                 ORDER BY h.version DESC), '[]')
                         FROM conclusion h JOIN account w ON w.id = h.account_id
                        WHERE h.round_id = r.id AND access <> 'unit'))
    FROM campaign c
    LEFT JOIN conclusion_issue i ON i.round_id = r.id
    LEFT JOIN LATERAL (SELECT v.* FROM conclusion v WHERE v.round_id = r.id ORDER BY v.version DESC LIMIT 1) k ON true
   CROSS JOIN LATERAL (SELECT CASE WHEN i.round_id IS NULL THEN conclusion_facts(r) ELSE k.facts END AS facts) f
   WHERE c.id = r.campaign_id
$$;

-- A unit reads a conclusion once it is issued; NULL: none for this account.
CREATE OR REPLACE FUNCTION app_conclusion(wanted_campaign text, wanted_round text) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT conclusion_json(r, x.access)
    FROM round_of(wanted_campaign, wanted_round) r
   CROSS JOIN LATERAL (SELECT round_access(r.campaign_id) AS access) x
   WHERE r.id IS NOT NULL
     AND (x.access <> 'unit' OR EXISTS (SELECT FROM conclusion_issue i WHERE i.round_id = r.id))
$$;
GRANT EXECUTE ON FUNCTION app_conclusion(text, text) TO mc_gateway;

-- A recommendation as app_recommend takes it.
-- Internal.
CREATE OR REPLACE FUNCTION line_recommendation(line jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT jsonb_strip_nulls(jsonb_build_object(
           'text', line -> 'text', 'measure', line -> 'measure', 'due_on', line -> 'due_on', 'criterion', line -> 'criterion',
           'units', CASE WHEN line ? 'unit' THEN jsonb_build_array(line -> 'unit') END))
$$;

-- What is wrong with the lines; NULL: nothing.
-- Internal.
CREATE OR REPLACE FUNCTION conclusion_fault(r inspection_round, lines jsonb) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT f.fault || jsonb_build_object('field', 'lines[' || (l.n - 1) || '].' || coalesce(f.fault ->> 'field', 'text'))
    FROM jsonb_array_elements(lines) WITH ORDINALITY l(line, n)
   CROSS JOIN LATERAL (
     SELECT CASE
       WHEN line ? 'unit' AND NOT EXISTS (SELECT FROM round_unit m JOIN unit u ON u.id = m.unit_id
                                           WHERE m.round_id = r.id AND u.code = line ->> 'unit')
         THEN jsonb_build_object('fault', 'team.unit', 'field', 'unit', 'about', line ->> 'unit')
       WHEN line ->> 'section' <> 'recommendation' THEN NULL
       WHEN NOT line ? 'measure' THEN '{"fault": "field.missing", "field": "measure"}'
       WHEN NOT line ? 'due_on' THEN '{"fault": "field.missing", "field": "due_on"}'
       ELSE recommendation_fault(r, line_recommendation(line) - 'units') END AS fault) f
   WHERE f.fault IS NOT NULL
   ORDER BY l.n LIMIT 1
$$;

-- The next version; `seen`: the version that it was written on (0: none).  The same lines again change nothing.
CREATE OR REPLACE FUNCTION app_keep_conclusion(wanted_campaign text, wanted_round text, body jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  given jsonb := jsonb_strip_nulls(body) -> 'lines';
  place record;
  last conclusion;
  fault jsonb;
BEGIN
  place := round_for_write(wanted_campaign, wanted_round, '{under_way,concluded}', 'recommendation.round');
  IF (place.r).id IS NULL OR place.fault IS NOT NULL THEN
    RETURN place.fault;
  END IF;
  SELECT * INTO last FROM conclusion k WHERE k.round_id = (place.r).id ORDER BY k.version DESC LIMIT 1;
  fault := CASE WHEN last.lines = given THEN NULL
                WHEN EXISTS (SELECT FROM conclusion_issue i WHERE i.round_id = (place.r).id) THEN '{"fault": "conclusion.issued"}'::jsonb
                WHEN coalesce(last.version, 0) <> (body ->> 'seen')::integer THEN '{"fault": "conclusion.changed", "field": "seen"}'
                ELSE conclusion_fault(place.r, given) END;
  IF fault IS NOT NULL THEN
    RETURN fault;
  ELSIF last.lines IS DISTINCT FROM given THEN
    INSERT INTO conclusion (round_id, version, lines, facts, account_id)
    VALUES ((place.r).id, coalesce(last.version, 0) + 1, given, conclusion_facts(place.r), app_account());
  END IF;
  RETURN app_conclusion(wanted_campaign, wanted_round);
END $$;
GRANT EXECUTE ON FUNCTION app_keep_conclusion(text, text, jsonb) TO mc_gateway;

-- Issues a version under number and day, and makes its recommendations those of the round.  The same again
-- changes nothing.
CREATE OR REPLACE FUNCTION app_issue_conclusion(wanted_campaign text, wanted_round text, body jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  place record;
  last conclusion;
  was conclusion_issue;
  fault jsonb;
BEGIN
  place := round_for_write(wanted_campaign, wanted_round, '{under_way,concluded}', 'recommendation.round');
  IF (place.r).id IS NULL OR place.fault IS NOT NULL THEN
    RETURN place.fault;
  END IF;
  SELECT * INTO was FROM conclusion_issue i WHERE i.round_id = (place.r).id;
  IF was.round_id IS NOT NULL THEN
    RETURN CASE WHEN (was.version, was.symbol, was.dated) = ((body ->> 'version')::integer, body ->> 'symbol', (body ->> 'dated')::date)
                THEN app_conclusion(wanted_campaign, wanted_round) ELSE '{"fault": "conclusion.issued"}' END;
  END IF;
  SELECT * INTO last FROM conclusion k WHERE k.round_id = (place.r).id ORDER BY k.version DESC LIMIT 1;
  fault := CASE WHEN last.version IS DISTINCT FROM (body ->> 'version')::integer THEN '{"fault": "conclusion.changed", "field": "version"}'::jsonb
                ELSE conclusion_fault(place.r, last.lines) END;
  IF fault IS NOT NULL THEN
    RETURN fault;
  END IF;
  PERFORM app_recommend(wanted_campaign, wanted_round, md5('conclusion/' || (place.r).id || '/' || l.n)::uuid, line_recommendation(l.line))
     FROM jsonb_array_elements(last.lines) WITH ORDINALITY l(line, n)
    WHERE l.line ->> 'section' = 'recommendation'
    ORDER BY l.n;
  INSERT INTO conclusion_issue (round_id, version, symbol, dated, account_id)
  VALUES ((place.r).id, last.version, body ->> 'symbol', (body ->> 'dated')::date, app_account());
  RETURN app_conclusion(wanted_campaign, wanted_round);
END $$;
GRANT EXECUTE ON FUNCTION app_issue_conclusion(text, text, jsonb) TO mc_gateway;
