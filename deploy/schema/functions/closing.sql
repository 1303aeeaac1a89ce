-- What a unit has closed, and how it changes after all: evidence that is taken, versions of settings.

-- The lock of a unit's state in a campaign: a move takes it alone, a write that asks for the state
-- shares it, so that none of them commits on a state that is no more.
-- Internal.
CREATE OR REPLACE FUNCTION unit_lock(campaign integer, unit integer) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT hashtext(campaign || '/' || unit) $$;

-- Those of these units (in pairs with the campaigns) that have closed, with their state; it stays
-- until the transaction ends.
CREATE OR REPLACE FUNCTION closed_units(campaigns integer[], units integer[])
RETURNS TABLE (campaign_id integer, unit_id integer, state text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared(1179, x.place)
     FROM (SELECT DISTINCT unit_lock(p.c, p.u) AS place FROM unnest(campaigns, units) p(c, u) ORDER BY 1) x;
  RETURN QUERY
    SELECT a.campaign_id, a.unit_id, a.state FROM assessment a
     WHERE (a.campaign_id, a.unit_id) IN (SELECT p.c, p.u FROM unnest(campaigns, units) p(c, u))
       AND a.state <> 'draft';
END $$;
GRANT EXECUTE ON FUNCTION closed_units(integer[], integer[]) TO mc_ingest, mc_validation, mc_admin;

-- Whether a unit has closed in a campaign, as closed_units.
CREATE OR REPLACE FUNCTION is_closed(campaign integer, unit integer) RETURNS boolean
LANGUAGE sql VOLATILE SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM closed_units(ARRAY[campaign], ARRAY[unit]))
$$;
GRANT EXECUTE ON FUNCTION is_closed(integer, integer) TO mc_admin;

-- How many units of a campaign have closed.
-- Internal.
CREATE OR REPLACE FUNCTION closed_count(campaign integer) RETURNS bigint
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT count(*) FROM assessment a WHERE a.campaign_id = campaign AND a.state <> 'draft'
$$;

-- A setting of the whole campaign after units have closed needs a ground, which its version keeps.
-- Internal.
CREATE OR REPLACE FUNCTION setting_fault(campaign integer, ground text) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM set_config('app.ground', btrim(coalesce(ground, '')), true);
  RETURN CASE WHEN btrim(coalesce(ground, '')) = '' AND closed_count(campaign) > 0
              THEN jsonb_build_object('fault', 'setting.closed', 'field', 'ground',
                                      'units', closed_count(campaign)) END;
END $$;

-- Keeps each version of a row.  Arguments: the columns that name the row, behind campaign and unit.
CREATE OR REPLACE FUNCTION keep_setting_change() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  was jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) - 'at' - 'changed_at' - 'account_id' END;
  becomes jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) - 'at' - 'changed_at' - 'account_id' END;
  names jsonb := coalesce(becomes, was);
BEGIN
  IF was IS NOT DISTINCT FROM becomes THEN
    RETURN NULL;
  END IF;
  INSERT INTO setting_change (campaign_id, unit_id, subject, key, old, new, account_id, source, reason)
  VALUES ((names ->> 'campaign_id')::integer, (names ->> 'unit_id')::integer, TG_TABLE_NAME,
          (SELECT coalesce(string_agg(names ->> a.name, '/' ORDER BY a.n), '')
             FROM unnest(TG_ARGV) WITH ORDINALITY a(name, n)),
          was, becomes, app_account(), coalesce(current_setting('app.source', true), ''),
          coalesce(current_setting('app.ground', true), ''));
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER keep_version AFTER INSERT OR UPDATE OR DELETE ON check_setting
  FOR EACH ROW EXECUTE FUNCTION keep_setting_change('code');
CREATE OR REPLACE TRIGGER keep_version AFTER INSERT OR UPDATE OR DELETE ON not_applicable
  FOR EACH ROW EXECUTE FUNCTION keep_setting_change('criterion_id');
CREATE OR REPLACE TRIGGER keep_version AFTER INSERT OR UPDATE OR DELETE ON campaign_unit
  FOR EACH ROW EXECUTE FUNCTION keep_setting_change('unit_id');
CREATE OR REPLACE TRIGGER keep_version AFTER INSERT OR UPDATE OR DELETE ON post_criterion
  FOR EACH ROW EXECUTE FUNCTION keep_setting_change('kind');
CREATE OR REPLACE TRIGGER keep_version AFTER INSERT OR UPDATE OR DELETE ON post_removed
  FOR EACH ROW EXECUTE FUNCTION keep_setting_change('published_on', 'title_key', 'link');
CREATE OR REPLACE TRIGGER keep_version AFTER INSERT OR UPDATE OR DELETE ON member_mapping
  FOR EACH ROW EXECUTE FUNCTION keep_setting_change('fingerprint');
CREATE OR REPLACE TRIGGER keep_version AFTER INSERT OR UPDATE OR DELETE ON member_weight
  FOR EACH ROW EXECUTE FUNCTION keep_setting_change('campaign_id');
CREATE OR REPLACE TRIGGER keep_version AFTER INSERT OR UPDATE OR DELETE ON member_criterion
  FOR EACH ROW EXECUTE FUNCTION keep_setting_change('campaign_id');
CREATE OR REPLACE TRIGGER keep_version AFTER INSERT OR UPDATE OR DELETE ON cadre
  FOR EACH ROW EXECUTE FUNCTION keep_setting_change('full_name', 'post');

-- The newest change of the campaign's checks.
CREATE OR REPLACE FUNCTION settings_version(campaign integer) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT coalesce(max(s.id), 0) FROM setting_change s
   WHERE s.campaign_id = campaign AND s.subject = 'check_setting'
$$;
GRANT EXECUTE ON FUNCTION settings_version(integer) TO mc_validation, mc_admin;

-- Every version of the settings of a campaign, the newest first, for those who judge or set them;
-- NULL: no such campaign for this account.
CREATE OR REPLACE FUNCTION app_setting_changes(wanted text, wanted_subject text, before bigint, most integer)
RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH page AS (
    SELECT h.*, u.code AS unit, w.full_name, row_number() OVER (ORDER BY h.id DESC) AS n
      FROM campaign c
      JOIN setting_change h ON h.campaign_id = c.id
      LEFT JOIN unit u ON u.id = h.unit_id
      LEFT JOIN account w ON w.id = h.account_id
     WHERE c.code = wanted AND (wanted_subject IS NULL OR h.subject = wanted_subject)
       AND (before IS NULL OR h.id < before)
     ORDER BY h.id DESC LIMIT most + 1)
  SELECT jsonb_build_object('campaign', c.code,
           'items', coalesce((SELECT jsonb_agg(jsonb_build_object(
                       'version', p.id, 'subject', p.subject, 'key', p.key, 'unit', p.unit,
                       'old', p.old - 'campaign_id' - 'unit_id', 'new', p.new - 'campaign_id' - 'unit_id',
                       'by', p.full_name, 'source', p.source, 'ground', p.reason, 'at', p.at) ORDER BY p.n)
                       FROM page p WHERE p.n <= most), '[]'),
           'next', (SELECT p.id::text FROM page p
                     WHERE p.n = most AND EXISTS (SELECT FROM page WHERE n > most)))
    FROM campaign c
   WHERE c.code = wanted
     AND EXISTS (SELECT FROM account a WHERE a.id = app_account() AND a.is_active
                    AND a.role IN ('editor', 'admin', 'committee', 'inspector')
                    AND (a.unit_id IS NULL OR a.unit_id = c.province_id OR a.role = 'inspector'))
$$;
GRANT EXECUTE ON FUNCTION app_setting_changes(text, text, bigint, integer) TO mc_gateway;

-- Takes evidence that arrived after its unit had closed: from now on it counts.  Only the body that
-- holds the unit may: the unit itself, the inspectors, the committee.  NULL: no such evidence item
-- for this account; repeating it changes nothing.
CREATE OR REPLACE FUNCTION app_take_evidence(wanted uuid, given_reason text) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  item record;
  stands text;
  who account;
BEGIN
  SELECT s.id, s.campaign_id, s.unit_id, s.held_in, c.state INTO item
    FROM submission s JOIN campaign c ON c.id = s.campaign_id
   WHERE s.evidence_id = wanted AND s.is_current AND s.unit_id = ANY (app_readable_units())
     FOR UPDATE OF s;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  PERFORM pg_advisory_xact_lock_shared(1179, unit_lock(item.campaign_id, item.unit_id));
  stands := coalesce((SELECT a.state FROM assessment a
                       WHERE a.campaign_id = item.campaign_id AND a.unit_id = item.unit_id), 'draft');
  SELECT * INTO who FROM account WHERE id = app_account() AND is_active;
  IF who.role <> ALL (CASE stands WHEN 'draft' THEN ARRAY['officer', 'council']
                                  WHEN 'self_closed' THEN ARRAY['inspector']
                                  ELSE ARRAY['committee'] END) THEN
    RETURN jsonb_build_object('fault', 'forbidden');
  ELSIF item.state = 'published' OR stands NOT IN ('draft', 'self_closed', 'appraised') THEN
    RETURN jsonb_build_object('fault', 'assessment.locked');
  ELSIF btrim(given_reason) = '' THEN
    RETURN jsonb_build_object('fault', 'reason.missing', 'field', 'reason');
  END IF;
  IF item.held_in IS NOT NULL THEN
    PERFORM take_held(ARRAY[item.id], stands, btrim(given_reason));
  END IF;
  RETURN jsonb_build_object('id', wanted, 'state', 'taken');
END $$;
GRANT EXECUTE ON FUNCTION app_take_evidence(uuid, text) TO mc_gateway;

-- These revisions count from now on; each is validated again, which writes its facts.
-- Internal.
CREATE OR REPLACE FUNCTION take_held(wanted uuid[], stands text, given_reason text) RETURNS void
LANGUAGE sql VOLATILE SET search_path = public, pg_temp AS $$
  INSERT INTO submission_taken (submission_id, held_in, taken_in, account_id, reason)
  SELECT s.id, s.held_in, stands, app_account(), given_reason
    FROM submission s WHERE s.id = ANY (wanted) AND s.held_in IS NOT NULL ORDER BY s.id
  ON CONFLICT DO NOTHING;
  UPDATE submission SET held_in = NULL WHERE id = ANY (wanted);
  INSERT INTO message (id, stage, subject_id, attempts, ready_at, schema, payload)
  SELECT gen_random_uuid(), 2, v.submission_id, 0, now(), 1, 'again'
    FROM validation v WHERE v.submission_id = ANY (wanted);
$$;

-- A unit that goes back: facts that did not move while it was closed follow now.  What arrived after
-- its closing is its own again and counts once it is with the unit.
-- Internal.
CREATE OR REPLACE FUNCTION unit_returned(campaign integer, unit integer, stands text, given_reason text) RETURNS void
LANGUAGE plpgsql VOLATILE SET search_path = public, pg_temp AS $$
BEGIN
  IF stands = 'draft' THEN
    PERFORM take_held(ARRAY(SELECT s.id FROM submission s
                             WHERE s.campaign_id = campaign AND s.unit_id = unit AND s.held_in IS NOT NULL
                             ORDER BY s.id FOR UPDATE), stands, given_reason);
    PERFORM post_feed(campaign, unit), member_feed(campaign, unit);
  END IF;
  INSERT INTO message (id, stage, subject_id, attempts, ready_at, schema, payload)
  SELECT gen_random_uuid(), 2, s.id, 0, now(), 1, 'again'
    FROM submission s
    JOIN validation v ON v.submission_id = s.id
   WHERE s.campaign_id = campaign AND s.unit_id = unit AND s.is_current
     AND v.at >= (SELECT max(t.at) FROM assessment_step t
                   WHERE t.campaign_id = s.campaign_id AND t.unit_id = s.unit_id AND t.to_state = 'appraised');
END $$;
