-- Row security: the policies of the store are those of this file and no others.  A table that has
-- row security (its migration enables it) and no policy here shows no row to any service.
--
-- Services and the administration see every row that their grants let them see; the gateway sees
-- those of the account on whose behalf it asks (functions/rights.sql).
DO $$
DECLARE p record;
BEGIN
  FOR p IN SELECT policyname, tablename FROM pg_policies WHERE schemaname = 'public' LOOP
    EXECUTE format('DROP POLICY %I ON %I', p.policyname, p.tablename);
  END LOOP;
END $$;

-- ---------------------------------------------------------------- services
CREATE POLICY services ON submission TO mc_ingest, mc_validation, mc_scoring, mc_notification, mc_admin
  USING (true) WITH CHECK (true);
CREATE POLICY services ON validation TO mc_ingest, mc_validation, mc_scoring, mc_notification, mc_admin
  USING (true) WITH CHECK (true);
CREATE POLICY services ON evidence_fact TO mc_ingest, mc_validation, mc_scoring, mc_notification, mc_admin
  USING (true) WITH CHECK (true);
CREATE POLICY services ON score TO mc_ingest, mc_validation, mc_scoring, mc_notification, mc_admin
  USING (true) WITH CHECK (true);
CREATE POLICY services ON assessed_score TO mc_ingest, mc_validation, mc_scoring, mc_notification, mc_admin
  USING (true) WITH CHECK (true);
CREATE POLICY services ON import TO mc_ingest, mc_validation, mc_scoring, mc_notification, mc_admin
  USING (true) WITH CHECK (true);
CREATE POLICY services ON notification TO mc_ingest, mc_validation, mc_scoring, mc_notification, mc_admin
  USING (true) WITH CHECK (true);
CREATE POLICY services ON unit_total TO mc_scoring, mc_admin USING (true) WITH CHECK (true);
CREATE POLICY services ON import_row TO mc_ingest, mc_admin USING (true) WITH CHECK (true);
CREATE POLICY services ON member_import TO mc_ingest, mc_admin USING (true) WITH CHECK (true);
CREATE POLICY services ON member_snapshot TO mc_validation, mc_admin USING (true) WITH CHECK (true);
CREATE POLICY services ON figure_value TO mc_validation, mc_admin USING (true) WITH CHECK (true);
CREATE POLICY services ON document_cited TO mc_validation, mc_admin USING (true) WITH CHECK (true);
CREATE POLICY services ON link_use TO mc_validation, mc_admin USING (true) WITH CHECK (true);
CREATE POLICY services ON link_page TO mc_validation, mc_admin USING (true) WITH CHECK (true);
CREATE POLICY services ON feed TO mc_validation, mc_admin USING (true) WITH CHECK (true);
CREATE POLICY services ON assessment TO mc_admin USING (true) WITH CHECK (true);
CREATE POLICY services ON assessment_step TO mc_admin USING (true) WITH CHECK (true);
CREATE POLICY services ON assessed_score_change TO mc_admin USING (true) WITH CHECK (true);
CREATE POLICY services ON publication TO mc_admin USING (true) WITH CHECK (true);
CREATE POLICY services ON publication_part TO mc_admin USING (true) WITH CHECK (true);
CREATE POLICY services ON submission_taken TO mc_validation, mc_admin USING (true) WITH CHECK (true);
CREATE POLICY services ON council_minutes TO mc_admin USING (true) WITH CHECK (true);
CREATE POLICY services ON cadre TO mc_admin USING (true) WITH CHECK (true);
CREATE POLICY services ON post TO mc_admin USING (true) WITH CHECK (true);
CREATE POLICY services ON finding TO mc_admin USING (true) WITH CHECK (true);
CREATE POLICY services ON evidence_act TO mc_admin USING (true) WITH CHECK (true);
CREATE POLICY services ON explanation TO mc_admin USING (true) WITH CHECK (true);
CREATE POLICY services ON upload TO mc_admin USING (true) WITH CHECK (true);

-- ---------------------------------------------------------------- accounts, through the gateway
-- Rows of a unit are visible to accounts that may read the unit; to a system, if its access key has the
-- area to which the table belongs.
DO $$
DECLARE t record;
BEGIN
  FOR t IN SELECT unnest(tables) AS name, area
             FROM (VALUES
               ('evidence:read', ARRAY['submission', 'evidence_fact', 'figure_value', 'evidence_act', 'explanation']),
               ('results:read', ARRAY['score', 'assessed_score', 'assessment', 'assessment_step',
                                      'assessed_score_change', 'unit_total', 'council_minutes']),
               ('members:read', ARRAY['member_snapshot', 'member_import']),
               ('posts:read', ARRAY['post']),
               ('cadres:read', ARRAY['cadre'])) a(area, tables) LOOP
    EXECUTE format('CREATE POLICY readers ON %I FOR SELECT TO mc_gateway
                    USING (unit_id = ANY ((SELECT app_readable_units(%L))::int[]))', t.name, t.area);
  END LOOP;
END $$;
-- "+ 0" keeps this from becoming an index condition: for several units that would lose the index order.
CREATE POLICY readers ON finding FOR SELECT TO mc_gateway
  USING (unit_id + 0 = ANY ((SELECT app_readable_units('evidence:read'))::int[]));
-- A verdict is as visible as its evidence.
CREATE POLICY readers ON validation FOR SELECT TO mc_gateway
  USING (EXISTS (SELECT FROM submission s WHERE s.id = submission_id));
CREATE POLICY readers ON submission_taken FOR SELECT TO mc_gateway
  USING (EXISTS (SELECT FROM submission s WHERE s.id = submission_id));
-- Published texts are readable by everyone, except the parts of units that the account may not read.
CREATE POLICY readers ON publication FOR SELECT TO mc_gateway USING (signature IS NOT NULL);
CREATE POLICY readers ON publication_part FOR SELECT TO mc_gateway
  USING (unit_id IS NULL OR unit_id = ANY ((SELECT app_readable_units('results:read'))::int[]));
-- An import and an inbox belong to one account.
CREATE POLICY readers ON import FOR SELECT TO mc_gateway
  USING (is_own_import(account_id, access_key_id) OR (kind <> 'evidence' AND (SELECT app_reads_lists())));
CREATE POLICY readers ON import_row FOR SELECT TO mc_gateway
  USING (EXISTS (SELECT FROM import i WHERE i.id = import_id));
CREATE POLICY owner ON notification TO mc_gateway USING (account_id = (SELECT app_account()));
-- An upload is its account's alone; what has expired is cleared for all.
CREATE POLICY own ON upload TO mc_gateway
  USING (account_id = (SELECT app_account()) OR expires_at <= now())
  WITH CHECK (account_id = (SELECT app_account()));
