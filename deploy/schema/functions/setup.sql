-- What an administrator or editor sets up over the API: units, criteria sets, campaigns, targets,
-- cadres.  The command line calls the functions below these.

-- Whether the account on whose behalf the gateway asks has one of the roles.
CREATE OR REPLACE FUNCTION account_is(VARIADIC roles text[]) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM account WHERE id = app_account() AND role = ANY (roles) AND is_active)
$$;
GRANT EXECUTE ON FUNCTION account_is(text[]) TO mc_gateway, mc_admin;

-- The answer to a list that is stored whole or not at all.
CREATE OR REPLACE FUNCTION list_answer(faults jsonb, given jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE AS $$
  SELECT jsonb_build_object('faults', faults, 'rows', jsonb_array_length(given))
$$;
GRANT EXECUTE ON FUNCTION list_answer(jsonb, jsonb) TO mc_admin;

-- ---------------------------------------------------------------- lists

CREATE OR REPLACE FUNCTION app_import_units(given jsonb, since date) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT account_is('admin') THEN
    RETURN '{"fault": "forbidden"}';
  END IF;
  RETURN list_answer(import_units(given, coalesce(since, '1900-01-01')), given);
END $$;
GRANT EXECUTE ON FUNCTION app_import_units(jsonb, date) TO mc_gateway;

CREATE OR REPLACE FUNCTION app_record_act(document jsonb, given jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT account_is('admin') THEN
    RETURN '{"fault": "forbidden"}';
  END IF;
  RETURN list_answer(record_act(document, given), given);
END $$;
GRANT EXECUTE ON FUNCTION app_record_act(jsonb, jsonb) TO mc_gateway;

-- NULL: there is no such campaign.
CREATE OR REPLACE FUNCTION app_import_targets(wanted text, given jsonb, source text) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE faults jsonb;
BEGIN
  IF NOT account_is('admin', 'editor') THEN
    RETURN '{"fault": "forbidden"}';
  END IF;
  faults := import_targets(wanted, given, source);
  RETURN CASE WHEN faults IS NOT NULL THEN list_answer(faults, given) END;
END $$;
GRANT EXECUTE ON FUNCTION app_import_targets(text, jsonb, text) TO mc_gateway;

CREATE OR REPLACE FUNCTION app_import_cadres(given jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT account_is('admin') THEN
    RETURN '{"fault": "forbidden"}';
  END IF;
  RETURN import_cadres(given);
END $$;
GRANT EXECUTE ON FUNCTION app_import_cadres(jsonb) TO mc_gateway;

-- ---------------------------------------------------------------- criteria sets

CREATE OR REPLACE FUNCTION criteria_set_json(wanted criteria_set) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object(
           'code', wanted.code, 'version', wanted.version, 'name', wanted.name,
           'criteria', (SELECT count(*) FROM criterion k WHERE k.set_id = wanted.id AND k.level = 'criterion'),
           'base_points', wanted.base_points::text, 'bonus_points', wanted.bonus_points::text,
           'period_from', wanted.opening #>> '{period,from}', 'period_to', wanted.opening #>> '{period,to}',
           'units', coalesce(jsonb_array_length(wanted.opening -> 'units'), 0),
           'targets', coalesce(jsonb_array_length(wanted.opening -> 'targets'), 0),
           'campaigns', (SELECT coalesce(jsonb_agg(c.code ORDER BY c.code), '[]')
                           FROM campaign c WHERE c.criteria_set_id = wanted.id))
$$;
GRANT EXECUTE ON FUNCTION criteria_set_json(criteria_set) TO mc_gateway, mc_admin;

-- Stores a checked set.  The same again changes nothing; another content under a version that is
-- stored is refused.
CREATE OR REPLACE FUNCTION app_import_criteria(doc jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE stored criteria_set;
BEGIN
  IF NOT account_is('admin', 'editor') THEN
    RETURN '{"fault": "forbidden"}';
  END IF;
  PERFORM take_criteria(doc);
  SELECT * INTO stored FROM criteria_set
   WHERE code = doc ->> 'code' AND version = coalesce((doc ->> 'version')::integer, 1);
  IF stored.opening ->> 'digest' IS DISTINCT FROM md5(doc::text) THEN
    RETURN '{"fault": "set.exists", "field": "file"}';
  END IF;
  RETURN criteria_set_json(stored);
END $$;
GRANT EXECUTE ON FUNCTION app_import_criteria(jsonb) TO mc_gateway;

-- ---------------------------------------------------------------- campaigns

CREATE OR REPLACE FUNCTION campaign_json(wanted campaign) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object(
           'code', wanted.code, 'name', wanted.name, 'state', wanted.state,
           'province', (SELECT code FROM unit WHERE id = wanted.province_id),
           'period_from', wanted.period_from, 'period_to', wanted.period_to,
           'filing_deadline', wanted.filing_deadline, 'appeal_until', wanted.appeal_until,
           'set', (SELECT code FROM criteria_set WHERE id = wanted.criteria_set_id),
           'set_version', (SELECT version FROM criteria_set WHERE id = wanted.criteria_set_id),
           'units', (SELECT count(*) FROM campaign_unit m WHERE m.campaign_id = wanted.id),
           'targets', (SELECT count(*) FROM target t WHERE t.campaign_id = wanted.id))
$$;
GRANT EXECUTE ON FUNCTION campaign_json(campaign) TO mc_admin;

-- The document with which a stored set opens a campaign: a set without units takes those directly under
-- the province.
CREATE OR REPLACE FUNCTION opening_document(stored criteria_set, asked jsonb) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT criteria_document(stored.id) || jsonb_build_object(
           'period', jsonb_build_object(
             'from', coalesce(asked ->> 'period_from', stored.opening #>> '{period,from}'),
             'to', coalesce(asked ->> 'period_to', stored.opening #>> '{period,to}')),
           'directory', coalesce(stored.more -> 'directory', '{}') || jsonb_build_object(
             'units', coalesce(nullif(stored.opening -> 'units', '[]'), (
               SELECT coalesce(jsonb_agg(jsonb_build_object('code', u.code) ORDER BY u.code), '[]')
                 FROM unit u JOIN unit p ON p.id = u.parent_id AND p.kind = 'province'
                WHERE u.closed_on IS NULL AND p.code = coalesce(asked ->> 'province', p.code)))),
           'targets', coalesce(stored.opening -> 'targets', '[]'))
$$;
GRANT EXECUTE ON FUNCTION opening_document(criteria_set, jsonb) TO mc_admin;

-- Makes a campaign that is not open yet, whole or, with all faults, not at all.
-- asked: code, name, set, version, province, period_from, period_to, filing_deadline.
CREATE OR REPLACE FUNCTION app_create_campaign(asked jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  stored criteria_set;
  doc jsonb;
  faults jsonb;
  made campaign;
BEGIN
  IF NOT account_is('admin', 'editor') THEN
    RETURN '{"fault": "forbidden"}';
  END IF;
  SELECT * INTO stored FROM criteria_set
   WHERE code = asked ->> 'set' AND version = coalesce((asked ->> 'version')::integer, 1);
  IF stored.id IS NULL THEN
    RETURN '{"fault": "set.unknown", "field": "set"}';
  END IF;
  doc := opening_document(stored, asked);
  IF (doc #>> '{period,from}')::date > (doc #>> '{period,to}')::date THEN
    RETURN '{"fault": "period.missing", "field": "period_to"}';
  ELSIF (asked ->> 'filing_deadline')::date < (doc #>> '{period,from}')::date THEN
    RETURN '{"fault": "deadline.early", "field": "filing_deadline"}';
  END IF;
  faults := open_campaign(doc, jsonb_build_object(
    'code', asked ->> 'code', 'name', asked ->> 'name', 'province', asked ->> 'province',
    'deadline', asked ->> 'filing_deadline', 'state', 'draft'));
  IF faults <> '[]' THEN
    RETURN jsonb_build_object('faults', faults);
  END IF;
  SELECT * INTO made FROM campaign WHERE code = asked ->> 'code';
  RETURN campaign_json(made);
END $$;
GRANT EXECUTE ON FUNCTION app_create_campaign(jsonb) TO mc_gateway;

-- Changes a campaign; what is absent in `given` stays.  Opening and closing are changes of "state"; a
-- published campaign stays as it is but for the day until which units may appeal.  NULL: there is none.
-- given: name, period_from, period_to (both while it is a draft), filing_deadline, appeal_until, state.
CREATE OR REPLACE FUNCTION app_change_campaign(wanted text, given jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  was campaign;
  next campaign;
BEGIN
  IF NOT account_is('admin', 'editor') THEN
    RETURN '{"fault": "forbidden"}';
  END IF;
  SELECT * INTO was FROM campaign WHERE code = wanted FOR UPDATE;
  IF was.id IS NULL THEN
    RETURN NULL;
  END IF;
  next := jsonb_populate_record(was, given);
  IF was.state = 'published' AND given - 'appeal_until' <> '{}' THEN
    RETURN '{"fault": "assessment.locked", "field": "state"}';
  ELSIF next.state <> was.state
        AND (was.state, next.state) NOT IN (('draft', 'open'), ('open', 'closed'), ('closed', 'open')) THEN
    RETURN '{"fault": "campaign.state", "field": "state"}';
  ELSIF was.state <> 'draft' AND (next.period_from, next.period_to) <> (was.period_from, was.period_to) THEN
    RETURN '{"fault": "campaign.state", "field": "period_from"}';
  ELSIF next.period_from > next.period_to THEN
    RETURN '{"fault": "period.missing", "field": "period_to"}';
  ELSIF next.filing_deadline < next.period_from THEN
    RETURN '{"fault": "deadline.early", "field": "filing_deadline"}';
  END IF;
  UPDATE campaign
     SET name = next.name, period_from = next.period_from, period_to = next.period_to,
         filing_deadline = next.filing_deadline, appeal_until = next.appeal_until, state = next.state
   WHERE id = was.id;
  RETURN campaign_json(next);
END $$;
GRANT EXECUTE ON FUNCTION app_change_campaign(text, jsonb) TO mc_gateway;

-- ---------------------------------------------------------------- the first start

-- What stands and what is missing until a first campaign runs; all of it is counted, nothing is kept.
CREATE OR REPLACE FUNCTION app_setup() RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object(
           'units', (SELECT count(*) FROM unit WHERE closed_on IS NULL AND kind <> 'province'),
           'provinces', (SELECT coalesce(jsonb_agg(jsonb_build_object('code', code, 'name', name) ORDER BY code), '[]')
                           FROM unit WHERE closed_on IS NULL AND kind = 'province'),
           'sets', (SELECT coalesce(jsonb_agg(criteria_set_json(s) ORDER BY s.id DESC), '[]') FROM criteria_set s),
           'campaigns', (SELECT coalesce(jsonb_agg(campaign_json(c) ORDER BY c.period_from DESC, c.code), '[]')
                           FROM campaign c),
           'accounts', (SELECT coalesce(jsonb_object_agg(x.role, x.count), '{}')
                          FROM (SELECT role, count(*) FROM account WHERE is_active GROUP BY role) x),
           'units_without_officer', (
             SELECT count(DISTINCT u.id) FROM campaign_unit m JOIN unit u ON u.id = m.unit_id
              WHERE NOT EXISTS (SELECT FROM account a
                                 WHERE a.unit_id = u.id AND a.role = 'officer' AND a.is_active)))
   WHERE account_is('admin', 'editor')
$$;
GRANT EXECUTE ON FUNCTION app_setup() TO mc_gateway;
