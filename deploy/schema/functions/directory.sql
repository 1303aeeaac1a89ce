-- Every change of the reference data raises one number, so that the services know when to read
-- it again.

-- Internal.
CREATE OR REPLACE FUNCTION today_here() RETURNS date LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
$$;
GRANT EXECUTE ON FUNCTION today_here() TO mc_admin;

CREATE OR REPLACE FUNCTION directory_changed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  -- A row, not a sequence: the number must not be visible before the change itself is.
  UPDATE directory_version SET version = version + 1;
  RETURN NULL;
END $$;
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['unit', 'account', 'system_key', 'criteria_set', 'campaign', 'criterion',
                           'campaign_unit', 'target', 'not_applicable', 'visit', 'check_setting',
                           'figure_rule'] LOOP
    EXECUTE format('CREATE OR REPLACE TRIGGER directory_changed
                    AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON %I
                    FOR EACH STATEMENT EXECUTE FUNCTION directory_changed()', t);
  END LOOP;
END $$;
-- Of an access key everything counts but its last use.
CREATE OR REPLACE TRIGGER directory_changed
  AFTER INSERT OR DELETE OR TRUNCATE OR UPDATE OF areas, reach, unit_ids, valid_until, revoked_at ON access_key
  FOR EACH STATEMENT EXECUTE FUNCTION directory_changed();
