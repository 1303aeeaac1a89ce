-- Settings of checks for a campaign, and trials of a setting before it counts.

-- The campaign, if this account may set its checks: an editor of its province.
-- Internal.
CREATE OR REPLACE FUNCTION app_editable_campaign(wanted text) RETURNS SETOF campaign
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT c.* FROM campaign c
    JOIN account w ON w.id = app_account() AND w.is_active AND w.role = 'editor'
   WHERE c.code = wanted AND (w.unit_id IS NULL OR w.unit_id = c.province_id)
$$;

-- A check's setting in a campaign, as trials compare it.
CREATE OR REPLACE FUNCTION check_setting_of(wanted integer, wanted_check text) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT coalesce((SELECT jsonb_build_object('off', s.is_off, 'severity', coalesce(s.severity, 0),
                                             'parameters', s.parameters)
                     FROM check_setting s WHERE s.campaign_id = wanted AND s.code = wanted_check),
                  '{"off": false, "severity": 0, "parameters": {}}')
$$;
GRANT EXECUTE ON FUNCTION check_setting_of(integer, text) TO mc_admin;

-- The version of a setting: the time when it was set.
CREATE OR REPLACE FUNCTION check_setting_version(at timestamptz) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT (extract(epoch FROM at) * 1000000)::bigint::text
$$;
GRANT EXECUTE ON FUNCTION check_setting_version(timestamptz) TO mc_gateway, mc_admin;

-- An editor's setting of a check in a campaign of the province, over the API.  NULL: no such
-- campaign for this account.  A setting without any change deletes the row.  `seen` is the version of
-- the setting that the editor saw ("": none was set; NULL: not compared).  A change by another editor
-- meanwhile is a conflict, unless it is the same.  Once a unit has closed, a change needs a ground.
CREATE OR REPLACE FUNCTION app_set_check(wanted text, wanted_check text, off boolean, given_severity integer,
                              given_parameters jsonb, seen text, ground text)
RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  chosen campaign;
  stands check_setting;
  is_plain boolean := NOT off AND given_severity IS NULL AND given_parameters = '{}';
BEGIN
  SELECT c.* INTO chosen FROM campaign c
   WHERE c.id = (SELECT id FROM app_editable_campaign(wanted)) FOR UPDATE;
  IF NOT FOUND THEN
    RETURN NULL;
  ELSIF chosen.state = 'published' THEN
    RETURN jsonb_build_object('fault', 'assessment.locked');
  END IF;
  SELECT * INTO stands FROM check_setting WHERE campaign_id = chosen.id AND code = wanted_check;
  IF (coalesce(stands.is_off, false), stands.severity, coalesce(stands.parameters, '{}'))
     IS NOT DISTINCT FROM (off, given_severity::smallint, given_parameters) THEN
    NULL;                                    -- set already
  ELSIF seen IS NOT NULL AND seen <> coalesce(check_setting_version(stands.at), '') THEN
    RETURN jsonb_build_object('fault', 'check.changed', 'field', 'seen');
  ELSIF setting_fault(chosen.id, ground) IS NOT NULL THEN
    RETURN setting_fault(chosen.id, ground);
  ELSIF is_plain THEN
    DELETE FROM check_setting WHERE campaign_id = chosen.id AND code = wanted_check;
  ELSE
    INSERT INTO check_setting (campaign_id, code, is_off, severity, parameters, account_id)
    VALUES (chosen.id, wanted_check, off, given_severity, given_parameters, app_account())
    ON CONFLICT (campaign_id, code) DO UPDATE
       SET is_off = excluded.is_off, severity = excluded.severity, parameters = excluded.parameters,
           account_id = excluded.account_id, at = now();
  END IF;
  RETURN jsonb_build_object('campaign', wanted, 'check', wanted_check, 'off', off,
                            'parameters', given_parameters);
END $$;
GRANT EXECUTE ON FUNCTION app_set_check(text, text, boolean, integer, jsonb, text, text) TO mc_gateway;

-- Requests a trial.  NULL: one of the campaigns is not for this account.  Repeating the request
-- returns the same trial.  At most five of one account are pending.
CREATE OR REPLACE FUNCTION app_order_trial(wanted_id uuid, wanted text, wanted_check text, tried text,
                                wanted_setting jsonb)
RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  chosen campaign;
  looked campaign;
  before check_trial;
BEGIN
  SELECT * INTO chosen FROM app_editable_campaign(wanted);
  SELECT * INTO looked FROM app_editable_campaign(coalesce(tried, wanted));
  IF chosen.id IS NULL OR looked.id IS NULL THEN
    RETURN NULL;
  END IF;
  SELECT * INTO before FROM check_trial t WHERE t.id = wanted_id;
  IF FOUND THEN
    IF (before.campaign_id, before.tried_id, before.subject, before.would)
       IS DISTINCT FROM (chosen.id, looked.id, wanted_check, wanted_setting) THEN
      RETURN jsonb_build_object('fault', 'idempotency.conflict', 'field', 'Idempotency-Key');
    END IF;
  ELSIF (SELECT count(*) FROM check_trial t WHERE t.account_id = app_account() AND t.state = 'owed') >= 5 THEN
    RETURN jsonb_build_object('fault', 'trial.many');
  ELSE
    INSERT INTO check_trial (id, subject, campaign_id, tried_id, would, today, account_id)
    VALUES (wanted_id, wanted_check, chosen.id, looked.id, wanted_setting,
            check_setting_of(chosen.id, wanted_check), app_account())
    ON CONFLICT (id) DO NOTHING;
  END IF;
  RETURN jsonb_build_object('id', wanted_id, 'state', 'accepted');
END $$;
GRANT EXECUTE ON FUNCTION app_order_trial(uuid, text, text, text, jsonb) TO mc_gateway;

-- Progress and results of a trial, for editors of its province.  They read criteria and no
-- evidence: of a sample they see the unit, the title and the findings with the words at fault.
CREATE OR REPLACE FUNCTION app_trial(wanted uuid) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object(
           'id', t.id, 'campaign', c.code, 'check', t.subject, 'on', l.code,
           'state', CASE t.state WHEN 'owed' THEN 'accepted' ELSE t.state END,
           'would_set', t.would, 'total', t.total, 'pieces', t.pieces,
           'would_fire', t.would_fire, 'would_weigh', t.would_weigh,
           'fires', t.fires, 'weighs', t.weighs, 'samples', t.samples,
           'made_at', t.made_at, 'done_at', t.done_at)
    FROM check_trial t
    JOIN campaign c ON c.id = t.campaign_id
    JOIN campaign l ON l.id = t.tried_id
   WHERE t.id = wanted
     AND EXISTS (SELECT FROM app_editable_campaign(c.code))
     AND EXISTS (SELECT FROM app_editable_campaign(l.code))
$$;
GRANT EXECUTE ON FUNCTION app_trial(uuid) TO mc_gateway;
