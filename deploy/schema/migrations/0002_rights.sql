-- Rights in the database.  Each service signs in as a role of its own that can do
-- its work and nothing else; row security narrows what the gateway reads to
-- what the account of the request may see.
-- Roles belong to the whole cluster, so another database may have created them.
-- They have no password here: the installation decides how they sign in.

DO $$
DECLARE r text;
BEGIN
  FOREACH r IN ARRAY ARRAY['mc_gateway', 'mc_ingest', 'mc_validation', 'mc_scoring',
                           'mc_notification', 'mc_admin'] LOOP
    BEGIN
      EXECUTE format('CREATE ROLE %I LOGIN', r);
    EXCEPTION WHEN duplicate_object OR unique_violation THEN
      NULL;                                  -- created by another database, perhaps this instant
    END;
  END LOOP;
END $$;

REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO mc_gateway, mc_ingest, mc_validation, mc_scoring,
                                mc_notification, mc_admin;

-- ---------------------------------------------------------------- every service
-- The reference data, the other processes, the accepted keys.
GRANT SELECT ON schema_version, unit, system_key, criteria_set, campaign, criterion, campaign_unit,
                target, not_applicable, visit, directory_version
   TO mc_gateway, mc_ingest, mc_validation, mc_scoring, mc_notification;
GRANT SELECT (id, username, full_name, role, unit_id, email, is_active) ON account
   TO mc_gateway, mc_ingest, mc_validation, mc_scoring, mc_notification;
GRANT SELECT, INSERT, UPDATE, DELETE ON peer
   TO mc_gateway, mc_ingest, mc_validation, mc_scoring, mc_notification;

-- ---------------------------------------------------------------- gateway
GRANT SELECT (password_hash) ON account TO mc_gateway;
GRANT SELECT, INSERT, UPDATE, DELETE ON session TO mc_gateway;
GRANT SELECT ON file, file_reading, submission, validation, evidence_fact, score, assessed_score,
                import, notification TO mc_gateway;
GRANT UPDATE (read_at) ON notification TO mc_gateway;
GRANT UPDATE (state) ON campaign TO mc_gateway;
GRANT INSERT ON message_notify TO mc_gateway;      -- commands enqueue notices, nothing else
-- Whether work is pending, never its content: a result is not published while some is.
GRANT SELECT (stage, subject_id) ON message TO mc_gateway;
GRANT SELECT (campaign_id, unit_id, criterion_id) ON recompute TO mc_gateway;

-- ---------------------------------------------------------------- ingest
GRANT SELECT, INSERT ON submission, file TO mc_ingest;
GRANT UPDATE (is_current) ON submission TO mc_ingest;
GRANT SELECT, INSERT ON message TO mc_ingest;
GRANT SELECT, INSERT, UPDATE ON import TO mc_ingest;

-- ---------------------------------------------------------------- validation (and its reader)
GRANT SELECT ON submission, file TO mc_validation;
GRANT UPDATE (is_current) ON submission TO mc_validation;   -- SELECT ... FOR SHARE needs it
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
-- The policies are in functions/policies.sql; a role without one reads no row.
ALTER TABLE submission ENABLE ROW LEVEL SECURITY;
ALTER TABLE validation ENABLE ROW LEVEL SECURITY;
ALTER TABLE evidence_fact ENABLE ROW LEVEL SECURITY;
ALTER TABLE score ENABLE ROW LEVEL SECURITY;
ALTER TABLE assessed_score ENABLE ROW LEVEL SECURITY;
ALTER TABLE import ENABLE ROW LEVEL SECURITY;
ALTER TABLE notification ENABLE ROW LEVEL SECURITY;
