-- Who may touch what.  Each service signs in as a role of its own that can do
-- its work and nothing else; what the gateway reads is narrowed, row by row, to
-- what the account of the request may see (domain.md, "Who may do what").
-- Roles belong to the whole cluster, so another database may have made them.
-- They have no password here: the set-up decides how they sign in.

DO $$
DECLARE r text;
BEGIN
  FOREACH r IN ARRAY ARRAY['mc_gateway', 'mc_ingest', 'mc_validation', 'mc_scoring',
                           'mc_notification', 'mc_admin'] LOOP
    BEGIN
      EXECUTE format('CREATE ROLE %I LOGIN', r);
    EXCEPTION WHEN duplicate_object OR unique_violation THEN
      NULL;                                  -- made by another database, perhaps this instant
    END;
  END LOOP;
END $$;

REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO mc_gateway, mc_ingest, mc_validation, mc_scoring,
                                mc_notification, mc_admin;

-- ---------------------------------------------------------------- every service
-- The reference data, the other processes, the keys that may speak.
GRANT SELECT ON schema_version, unit, system_key, criteria_set, campaign, criterion, campaign_unit,
                target, not_applicable, visit, directory_version
   TO mc_gateway, mc_ingest, mc_validation, mc_scoring, mc_notification;
GRANT SELECT (id, username, full_name, role, unit_id, email, is_active) ON account
   TO mc_gateway, mc_ingest, mc_validation, mc_scoring, mc_notification;
GRANT SELECT, INSERT, UPDATE, DELETE ON peer
   TO mc_gateway, mc_ingest, mc_validation, mc_scoring, mc_notification;

-- Whoever may change reference data need not be allowed to touch the number.
ALTER FUNCTION directory_changed() SECURITY DEFINER SET search_path = public, pg_temp;

-- ---------------------------------------------------------------- gateway
GRANT SELECT (password_hash) ON account TO mc_gateway;
GRANT SELECT, INSERT, UPDATE, DELETE ON session TO mc_gateway;
GRANT SELECT ON file, file_reading, submission, validation, evidence_fact, score, assessed_score,
                import, notification TO mc_gateway;
GRANT UPDATE (read_at) ON notification TO mc_gateway;
GRANT UPDATE (state) ON campaign TO mc_gateway;
GRANT INSERT ON message_notify TO mc_gateway;      -- commands owe notices, nothing else
-- Whether work is owed, never its content: a result is not published while it is.
GRANT SELECT (stage, subject_id) ON message TO mc_gateway;
GRANT SELECT (campaign_id, unit_id, criterion_id) ON recompute TO mc_gateway;

-- ---------------------------------------------------------------- ingest
GRANT SELECT, INSERT ON submission, file TO mc_ingest;
GRANT UPDATE (is_current) ON submission TO mc_ingest;
GRANT SELECT, INSERT ON message TO mc_ingest;
GRANT SELECT, INSERT, UPDATE ON import TO mc_ingest;

-- ---------------------------------------------------------------- validation (and its reader)
GRANT SELECT ON submission, file TO mc_validation;
GRANT UPDATE (is_current) ON submission TO mc_validation;   -- what SELECT ... FOR SHARE asks for
GRANT SELECT, INSERT, UPDATE, DELETE ON message, fingerprint, evidence_fact TO mc_validation;
GRANT SELECT, INSERT ON dead_letter TO mc_validation;
GRANT SELECT, INSERT, UPDATE ON file_reading, validation, recompute TO mc_validation;
GRANT USAGE ON SEQUENCE recompute_generation TO mc_validation;

-- ---------------------------------------------------------------- scoring
GRANT SELECT ON submission, evidence_fact, assessed_score TO mc_scoring;
GRANT SELECT, INSERT, UPDATE, DELETE ON recompute TO mc_scoring;
GRANT SELECT, INSERT, UPDATE ON score TO mc_scoring;
GRANT USAGE ON SEQUENCE recompute_generation TO mc_scoring;

-- ---------------------------------------------------------------- notification
GRANT SELECT ON submission, notification_rule, webhook TO mc_notification;
GRANT SELECT, INSERT, UPDATE, DELETE ON message TO mc_notification;
GRANT SELECT, INSERT ON dead_letter TO mc_notification;
GRANT SELECT, INSERT, UPDATE ON told TO mc_notification;
GRANT SELECT, INSERT, UPDATE ON notification TO mc_notification;

-- ---------------------------------------------------------------- administration
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO mc_admin;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO mc_admin;
REVOKE INSERT, UPDATE, DELETE ON schema_version FROM mc_admin;

-- ---------------------------------------------------------------- rows
-- The account on whose behalf the gateway asks, set for one transaction; NULL: nobody.
CREATE FUNCTION app_account() RETURNS integer LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT nullif(current_setting('app.account', true), '')::integer
$$;

-- The units whose evidence and scores that account may read.  An inspector never
-- reads a unit of his own, nor what is below it, by way of a visit further up.
-- Used as ((SELECT app_readable_units())::int[]): evaluated once per statement.
CREATE FUNCTION app_readable_units() RETURNS integer[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH RECURSIVE
    me AS (SELECT id, role, unit_id FROM account WHERE id = app_account() AND is_active),
    readable AS (
      SELECT r.unit_id
        FROM (SELECT unit_id FROM me WHERE role IN ('officer', 'council', 'committee', 'system')
              UNION ALL
              SELECT v.unit_id FROM me JOIN visit v ON v.account_id = me.id
               WHERE me.role = 'inspector' AND v.unit_id IS DISTINCT FROM me.unit_id) r
      UNION
      SELECT u.id FROM readable r JOIN unit u ON u.parent_id = r.unit_id
       WHERE NOT EXISTS (SELECT FROM me WHERE me.role = 'inspector' AND me.unit_id = u.id))
  SELECT coalesce(array_agg(unit_id), '{}') FROM readable WHERE unit_id IS NOT NULL
$$;
REVOKE EXECUTE ON FUNCTION app_readable_units() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app_readable_units() TO mc_gateway, mc_admin;

-- One board for one reader.  Every unit of the campaign is on it; its points, rank
-- and band are NULL for whoever may not see them.  The committee and the inspectors
-- see their units at any time; officers and councils see their own points, but
-- ranks, bands and the others only once the result is published, as does everybody
-- else.  The order says nothing that is not shown.  NULL: no such campaign.
CREATE FUNCTION app_scoreboard(wanted text) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  chosen campaign;
  is_open boolean;
  is_judge boolean;
  readable integer[];
  board jsonb;
BEGIN
  SELECT * INTO chosen FROM campaign WHERE code = wanted;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  is_open := chosen.state = 'published';
  is_judge := EXISTS (SELECT FROM account WHERE id = app_account() AND role IN ('committee', 'inspector'));
  readable := app_readable_units();
  SELECT coalesce(jsonb_agg(jsonb_build_object(
           'code', b.code, 'name', b.name, 'peer_group', b.peer_group,
           'computed', b.points ->> 'computed', 'self', b.points ->> 'self',
           'appraised', b.points ->> 'appraised', 'approved', b.points ->> 'approved',
           'rank', b.place -> 'rank', 'band', b.place ->> 'band')
           ORDER BY b.peer_group, (b.place ->> 'rank')::numeric NULLS LAST, b.code), '[]')
    INTO board
    FROM (SELECT u.code, u.name, m.peer_group,
                 CASE WHEN is_open OR u.id = ANY (readable) THEN to_jsonb(s) END AS points,
                 CASE WHEN is_open OR (is_judge AND u.id = ANY (readable)) THEN to_jsonb(s) END AS place
            FROM campaign_unit m
            JOIN unit u ON u.id = m.unit_id
            LEFT JOIN scoreboard(chosen.id) s ON s.code = u.code
           WHERE m.campaign_id = chosen.id) b;
  RETURN jsonb_build_object('campaign', chosen.code, 'state', chosen.state, 'units', board);
END $$;
REVOKE EXECUTE ON FUNCTION app_scoreboard(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app_scoreboard(text) TO mc_gateway, mc_admin;

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['submission', 'validation', 'evidence_fact', 'score', 'assessed_score',
                           'import', 'notification'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY services ON %I TO mc_ingest, mc_validation, mc_scoring,
                    mc_notification, mc_admin USING (true) WITH CHECK (true)', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['submission', 'evidence_fact', 'score', 'assessed_score'] LOOP
    EXECUTE format('CREATE POLICY readers ON %I FOR SELECT TO mc_gateway
                    USING (unit_id = ANY ((SELECT app_readable_units())::int[]))', t);
  END LOOP;
END $$;

-- A verdict is as visible as the piece that it is about.
CREATE POLICY readers ON validation FOR SELECT TO mc_gateway
  USING (EXISTS (SELECT FROM submission s WHERE s.id = submission_id));
-- An import and an inbox belong to one account.
CREATE POLICY readers ON import FOR SELECT TO mc_gateway USING (account_id = (SELECT app_account()));
CREATE POLICY owner ON notification TO mc_gateway USING (account_id = (SELECT app_account()));
