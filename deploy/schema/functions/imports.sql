-- What people do with an import after its preview.

-- How long the account that imported may take the whole import back.
-- Internal.
CREATE OR REPLACE FUNCTION import_undo_time() RETURNS interval
LANGUAGE sql IMMUTABLE AS $$ SELECT interval '30 minutes' $$;
GRANT EXECUTE ON FUNCTION import_undo_time() TO mc_gateway, mc_admin;

-- Whether the account may see the imports of lists: of units, criteria, targets and the like.
CREATE OR REPLACE FUNCTION app_reads_lists() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM account WHERE id = app_account() AND is_active AND role IN ('admin', 'editor'))
$$;
GRANT EXECUTE ON FUNCTION app_reads_lists() TO mc_gateway, mc_admin;

-- Whether the account made the import.  A connected system may ask with another of its access keys if that
-- covers all units of the one that it was made with.
CREATE OR REPLACE FUNCTION is_own_import(made_by integer, made_with integer) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT made_by = app_account() AND (made_with IS NULL OR made_with = app_access_key()
                                      OR access_key_units(made_with) <@ access_key_units(app_access_key()))
$$;
GRANT EXECUTE ON FUNCTION is_own_import(integer, integer) TO mc_gateway, mc_admin;

-- The rows of a preview take effect: exactly those of the version that was seen.  Doing it again
-- changes nothing.  NULL: the account has no such import.
CREATE OR REPLACE FUNCTION app_confirm_import(wanted uuid, seen integer) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  held import;
BEGIN
  SELECT * INTO held FROM import WHERE id = wanted AND is_own_import(account_id, access_key_id) FOR UPDATE;
  IF NOT FOUND THEN
    RETURN NULL;
  ELSIF held.version <> seen OR (held.state = 'owed' AND held.is_preview) THEN
    RETURN jsonb_build_object('fault', 'import.changed', 'field', 'version');
  ELSIF held.state = 'previewed' AND held.accepted = 0 THEN
    RETURN jsonb_build_object('fault', 'import.nothing');
  ELSIF held.state = 'previewed' THEN
    UPDATE import SET state = 'owed', is_preview = false, confirmed_at = now(), finished_at = NULL,
           ready_at = now(), attempts = 0, rows = 0, accepted = 0, repeated = 0, rejected = 0, faults = '[]'
     WHERE id = wanted;
  ELSIF held.confirmed_at IS NULL THEN
    RETURN jsonb_build_object('fault', 'import.not_previewed');
  END IF;
  RETURN jsonb_build_object('id', wanted, 'state', 'accepted');
END $$;
GRANT EXECUTE ON FUNCTION app_confirm_import(uuid, integer) TO mc_gateway;

-- Corrects cells of a preview, which is then judged again; the file stays as it is.
-- given: [{"n","place","value"}].  NULL: the account has no such import.
CREATE OR REPLACE FUNCTION app_correct_import(wanted uuid, given jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  held import;
  after jsonb;
BEGIN
  SELECT * INTO held FROM import WHERE id = wanted AND is_own_import(account_id, access_key_id) FOR UPDATE;
  IF NOT FOUND THEN
    RETURN NULL;
  ELSIF NOT held.is_preview OR held.state NOT IN ('owed', 'previewed') THEN
    RETURN jsonb_build_object('fault', 'import.not_previewed');
  END IF;
  SELECT held.cells || jsonb_object_agg((c ->> 'n') || '.' || (c ->> 'place'), c ->> 'value') INTO after
    FROM jsonb_array_elements(given) c;
  IF after <> held.cells THEN
    UPDATE import i SET cells = after, state = 'owed', version = version + 1,
           finished_at = NULL, ready_at = now(), attempts = 0
     WHERE id = wanted;
  END IF;
  RETURN jsonb_build_object('id', wanted, 'state', 'accepted');
END $$;
GRANT EXECUTE ON FUNCTION app_correct_import(uuid, jsonb) TO mc_gateway;

-- The first revisions that an import stored, and why each cannot be undone; NULL: it can.
-- Internal.
CREATE OR REPLACE FUNCTION import_undoable(wanted uuid)
RETURNS TABLE (id uuid, campaign_id integer, unit_id integer, criterion_ids integer[], title text, reason text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT s.id, s.campaign_id, s.unit_id, s.criterion_ids, s.title,
         CASE WHEN s.withdrawn_at IS NOT NULL THEN 'withdrawn'
              WHEN NOT s.is_current THEN 'revised'
              WHEN c.state <> 'open' THEN 'campaign_closed'
              WHEN coalesce(a.state, 'draft') <> 'draft' THEN 'unit_closed'
              WHEN EXISTS (SELECT FROM finding_answer f WHERE f.submission_id = s.id) THEN 'answered' END
    FROM submission s
    JOIN import i ON i.id = wanted AND i.account_id = s.account_id
    JOIN campaign c ON c.id = s.campaign_id
    LEFT JOIN assessment a ON a.campaign_id = s.campaign_id AND a.unit_id = s.unit_id
   WHERE s.trace = wanted AND s.revision = 1
$$;

-- Takes a whole import back, by the account that imported, within the time: no row is current any
-- more, so that none counts; what later acts build on stays, with the reason.  Locks units before
-- submissions, as closing a unit does.  Doing it again changes nothing.  NULL: no such import.
CREATE OR REPLACE FUNCTION app_undo_import(wanted uuid) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS $$
DECLARE
  held import;
  gone uuid[];
BEGIN
  SELECT * INTO held FROM import
   WHERE id = wanted AND is_own_import(account_id, access_key_id) AND kind = 'evidence' FOR UPDATE;
  IF NOT FOUND THEN
    RETURN NULL;
  ELSIF held.state NOT IN ('done', 'undone') THEN
    RETURN jsonb_build_object('fault', 'import.not_done');
  ELSIF held.state = 'done' AND held.finished_at < now() - import_undo_time() THEN
    RETURN jsonb_build_object('fault', 'import.undo_late');
  ELSIF held.state = 'done' THEN
    INSERT INTO assessment (campaign_id, unit_id, state)
    SELECT DISTINCT s.campaign_id, s.unit_id, 'draft' FROM submission s WHERE s.trace = wanted ORDER BY 1, 2
    ON CONFLICT DO NOTHING;
    PERFORM FROM assessment a
      WHERE (a.campaign_id, a.unit_id) IN (SELECT s.campaign_id, s.unit_id FROM submission s WHERE s.trace = wanted)
      ORDER BY a.campaign_id, a.unit_id FOR UPDATE;
    PERFORM FROM submission s WHERE s.trace = wanted ORDER BY s.id FOR UPDATE;
    SELECT array_agg(u.id ORDER BY u.id) FILTER (WHERE u.reason IS NULL),
           coalesce(jsonb_agg(jsonb_build_object('id', u.id, 'title', u.title, 'reason', u.reason) ORDER BY u.title, u.id)
                      FILTER (WHERE u.reason IS NOT NULL), '[]')
      INTO gone, held.kept FROM import_undoable(wanted) u;
    UPDATE submission s SET is_current = false, withdrawn_at = now() WHERE s.id = ANY (gone);
    DELETE FROM evidence_fact e USING submission s
     WHERE s.id = ANY (gone) AND e.campaign_id = s.campaign_id AND e.unit_id = s.unit_id
       AND e.criterion_id = ANY (s.criterion_ids) AND e.evidence_id = s.id;
    INSERT INTO recompute (campaign_id, unit_id, criterion_id)
    SELECT DISTINCT s.campaign_id, s.unit_id, k.id
      FROM submission s CROSS JOIN LATERAL unnest(s.criterion_ids) k(id) WHERE s.id = ANY (gone) ORDER BY 1, 2, 3
    ON CONFLICT (campaign_id, unit_id, kind, criterion_id) DO UPDATE
       SET generation = nextval('recompute_generation'), attempts = 0, reason = NULL;
    PERFORM put_findings(gone);
    PERFORM judge_copies_again(gone);
    PERFORM judge_beside_again(gone);
    UPDATE import SET state = 'undone', undone_at = now(), undone = coalesce(cardinality(gone), 0), kept = held.kept
     WHERE id = wanted RETURNING * INTO held;
  END IF;
  RETURN jsonb_build_object('id', wanted, 'state', 'undone', 'undone', held.undone, 'kept', held.kept);
END $$;
GRANT EXECUTE ON FUNCTION app_undo_import(uuid) TO mc_gateway;
