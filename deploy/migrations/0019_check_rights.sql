-- What an editor asks of a check in a campaign of the province, over the API.  NULL: no such
-- campaign for this account.  What asks for nothing is no setting.
CREATE FUNCTION app_set_check(wanted text, wanted_check text, off boolean, given_severity integer,
                              given_parameters jsonb)
RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  chosen campaign;
  who account;
BEGIN
  SELECT * INTO who FROM account WHERE id = app_account() AND is_active AND role = 'editor';
  SELECT * INTO chosen FROM campaign c
   WHERE c.code = wanted AND (who.unit_id IS NULL OR who.unit_id = c.province_id);
  IF who.id IS NULL OR chosen.id IS NULL THEN
    RETURN NULL;
  ELSIF chosen.state = 'published' THEN
    RETURN jsonb_build_object('fault', 'assessment.locked');
  ELSIF NOT off AND given_severity IS NULL AND given_parameters = '{}' THEN
    DELETE FROM check_setting WHERE campaign_id = chosen.id AND code = wanted_check;
  ELSE
    INSERT INTO check_setting (campaign_id, code, is_off, severity, parameters, account_id)
    VALUES (chosen.id, wanted_check, off, given_severity, given_parameters, who.id)
    ON CONFLICT (campaign_id, code) DO UPDATE
       SET is_off = excluded.is_off, severity = excluded.severity, parameters = excluded.parameters,
           account_id = excluded.account_id, at = now();
  END IF;
  RETURN jsonb_build_object('campaign', wanted, 'check', wanted_check, 'off', off,
                            'parameters', given_parameters);
END $$;

REVOKE EXECUTE ON FUNCTION app_set_check(text, text, boolean, integer, jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app_set_check(text, text, boolean, integer, jsonb) TO mc_gateway;
