-- The templates of papers: those that come with the software, and the versions that an office brings, each
-- checked and tried on real data by the service papers before it may be used.

-- Internal.
CREATE OR REPLACE FUNCTION paper_template_json(wanted uuid) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object(
           'id', t.id, 'kind', t.kind, 'version', t.version, 'name', t.name, 'state', t.state, 'faults', t.faults, 'is_ours', t.account_id IS NULL,
           'is_used', t.id = paper_template_used(t.kind), 'has_preview', t.preview IS NOT NULL, 'hash', encode(t.hash, 'hex'), 'at', t.at,
           'by', (SELECT w.full_name FROM account w WHERE w.id = t.account_id))
    FROM paper_template t WHERE t.id = wanted
$$;

-- The names that a template of a kind may use, and its versions, the newest first; NULL: no such kind, or the account
-- plans no rounds of the campaign.
CREATE OR REPLACE FUNCTION app_paper_templates(wanted_campaign text, wanted_round text, wanted_kind text) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object(
           'kind', k.kind, 'title', k.title, 'subject', k.subject,
           'names', (SELECT jsonb_agg(jsonb_build_object('name', w.name, 'type', w.type, 'what', w.what) ORDER BY w.name) FROM paper_words(k.kind) w),
           'versions', (SELECT coalesce(jsonb_agg(paper_template_json(t.id) ORDER BY t.version DESC), '[]') FROM paper_template t WHERE t.kind = k.kind))
    FROM round_of(wanted_campaign, wanted_round) r JOIN paper_kinds() k ON k.kind = wanted_kind
   WHERE r.id IS NOT NULL AND round_access(r.campaign_id) = 'writer'
$$;
GRANT EXECUTE ON FUNCTION app_paper_templates(text, text, text) TO mc_gateway;

-- Takes a template in, to be checked and tried on the data of the round.  The file of the newest version again
-- changes nothing.
CREATE OR REPLACE FUNCTION app_add_paper_template(wanted_campaign text, wanted_round text, wanted_kind text, given_name text, given_file bytea)
RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  r inspection_round := round_of(wanted_campaign, wanted_round);
  k record;
  last paper_template;
BEGIN
  SELECT * INTO k FROM paper_kinds() x WHERE x.kind = wanted_kind;
  IF r.id IS NULL OR k.kind IS NULL THEN
    RETURN NULL;
  ELSIF round_access(r.campaign_id) <> 'writer' THEN
    RETURN '{"fault": "forbidden"}';
  END IF;
  PERFORM pg_advisory_xact_lock(hashtext('paper_template'), hashtext(wanted_kind));   -- versions follow each other
  SELECT * INTO last FROM paper_template t WHERE t.kind = wanted_kind ORDER BY t.version DESC LIMIT 1;
  IF last.hash IS DISTINCT FROM sha256(given_file) THEN
    INSERT INTO paper_template (kind, version, name, file, hash, account_id, sample)
    VALUES (wanted_kind, coalesce(last.version, 0) + 1, given_name, given_file, sha256(given_file), app_account(),
            paper_sample(wanted_kind, coalesce(
              paper_data(r, wanted_kind, CASE WHEN k.subject = 'unit' THEN (SELECT min(m.unit_id) FROM round_unit m WHERE m.round_id = r.id) END),
              paper_round(r))));
  END IF;
  RETURN app_paper_templates(wanted_campaign, wanted_round, wanted_kind);
END $$;
GRANT EXECUTE ON FUNCTION app_add_paper_template(text, text, text, text, bytea) TO mc_gateway;

-- From now on papers of the kind are made from this version.
CREATE OR REPLACE FUNCTION app_use_paper_template(wanted_campaign text, wanted_round text, wanted_kind text, wanted_version integer) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  r inspection_round := round_of(wanted_campaign, wanted_round);
  t record;
BEGIN
  SELECT x.id, x.state INTO t FROM paper_template x WHERE x.kind = wanted_kind AND x.version = wanted_version;
  IF r.id IS NULL OR t.id IS NULL THEN
    RETURN NULL;
  ELSIF round_access(r.campaign_id) <> 'writer' THEN
    RETURN '{"fault": "forbidden"}';
  ELSIF t.state <> 'good' THEN
    RETURN '{"fault": "paper.template_faulty"}';
  ELSIF t.id IS DISTINCT FROM paper_template_used(wanted_kind) THEN
    UPDATE paper_template SET used_at = clock_timestamp() WHERE id = t.id;
  END IF;
  RETURN app_paper_templates(wanted_campaign, wanted_round, wanted_kind);
END $$;
GRANT EXECUTE ON FUNCTION app_use_paper_template(text, text, text, integer) TO mc_gateway;

-- The file of a version, or its preview, in base64; NULL: none for this account.
CREATE OR REPLACE FUNCTION app_paper_template_file(wanted_campaign text, wanted_round text, wanted_kind text, wanted_version integer, wanted_part text)
RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object('hash', encode(sha256(f.file), 'hex'), 'file', encode(f.file, 'base64'), 'name', f.name)
    FROM round_of(wanted_campaign, wanted_round) r
    JOIN paper_template t ON t.kind = wanted_kind AND t.version = wanted_version
   CROSS JOIN LATERAL (SELECT CASE wanted_part WHEN 'preview' THEN t.preview ELSE t.file END AS file,
                              CASE wanted_part WHEN 'preview' THEN 'Xem thử - ' ELSE '' END || t.name AS name) f
   WHERE r.id IS NOT NULL AND round_access(r.campaign_id) = 'writer' AND f.file IS NOT NULL
$$;
GRANT EXECUTE ON FUNCTION app_paper_template_file(text, text, text, integer, text) TO mc_gateway;
