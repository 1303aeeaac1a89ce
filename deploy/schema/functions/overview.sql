-- What waits for an administrator or an editor: counted when it is asked for, nothing is kept.

-- The services of a running system; one that has not been seen for so long has stopped.
-- Internal.
CREATE OR REPLACE FUNCTION overview_services() RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT jsonb_agg(jsonb_build_object(
           'service', s.name,
           'running', (SELECT count(*) FROM peer p WHERE p.service = s.name AND p.seen_at > now() - interval '30 seconds'),
           'seen_at', (SELECT max(p.seen_at) FROM peer p WHERE p.service = s.name)) ORDER BY s.place)
    FROM unnest(ARRAY['gateway', 'ingest', 'reader', 'validation', 'scoring', 'papers',
                      'notification', 'fetcher'])
         WITH ORDINALITY s(name, place)
$$;

-- Internal.
CREATE OR REPLACE FUNCTION overview_work() RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object(
           'files', (SELECT count(*) FROM message WHERE stage = 1),
           'verdicts', (SELECT count(*) FROM message WHERE stage = 2),
           'notices', (SELECT count(*) FROM message WHERE stage = 4)
                      + (SELECT count(*) FROM notification WHERE state IN (0, 1)),
           'scores', (SELECT count(*) FROM recompute),
           'papers', (SELECT count(*) FROM paper WHERE state = 'owed') + (SELECT count(*) FROM paper_pdf WHERE state = 'owed'),
           'oldest_at', (SELECT min(born_at) FROM message),
           'dead_letters', (SELECT count(*) FROM dead_letter),
           'undelivered', (SELECT count(*) FROM notification WHERE state NOT IN (0, 1, 2)
                              AND created_at > now() - interval '30 days'),
           'store_bytes', pg_database_size(current_database()))
$$;

-- Internal.
CREATE OR REPLACE FUNCTION overview_accounts() RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  WITH open AS (
    SELECT a.id, max(i.expires_at) AS expires_at
      FROM account a JOIN invitation i ON i.account_id = a.id
     WHERE a.is_active AND a.password_hash IS NULL
     GROUP BY a.id)
  SELECT jsonb_build_object(
           'invited', (SELECT count(*) FROM open WHERE expires_at > now()),
           'expired', (SELECT count(*) FROM open WHERE expires_at <= now()))
$$;

-- Of one campaign: how far its units are, who is missing, which targets are.
-- Internal.
CREATE OR REPLACE FUNCTION overview_campaign(chosen campaign) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  WITH units AS (
    SELECT m.unit_id, coalesce(a.state, 'draft') AS state
      FROM campaign_unit m
      LEFT JOIN assessment a ON a.campaign_id = m.campaign_id AND a.unit_id = m.unit_id
     WHERE m.campaign_id = chosen.id)
  SELECT jsonb_build_object(
           'state', chosen.state, 'filing_deadline', chosen.filing_deadline,
           'units', (SELECT count(*) FROM units),
           'states', (SELECT coalesce(jsonb_object_agg(state, n), '{}')
                        FROM (SELECT state, count(*) AS n FROM units GROUP BY state) x),
           'without_officer', (
             SELECT count(*) FROM units u
              WHERE NOT EXISTS (SELECT FROM account a
                                 WHERE a.unit_id = u.unit_id AND a.role = 'officer' AND a.is_active)),
           'without_evidence', (
             SELECT count(*) FROM units u
              WHERE NOT EXISTS (SELECT FROM submission s WHERE s.campaign_id = chosen.id AND s.unit_id = u.unit_id)),
           'targets_missing', (
             SELECT count(*) FROM units u
              CROSS JOIN criterion k
              WHERE k.set_id = chosen.criteria_set_id AND k.level = 'criterion'
                AND jsonb_path_exists(k.rule, 'strict $.** ? (@ == "proportional" || @ == "target")')
                AND NOT EXISTS (SELECT FROM target t WHERE t.campaign_id = chosen.id AND t.unit_id = u.unit_id
                                                       AND t.criterion_id = k.id)
                AND NOT EXISTS (SELECT FROM not_applicable n WHERE n.campaign_id = chosen.id AND n.unit_id = u.unit_id
                                                               AND n.criterion_id = k.id)))
$$;

-- NULL: no such campaign, or not for this account.
CREATE OR REPLACE FUNCTION app_overview(wanted text) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object(
           'campaign', overview_campaign(c),
           'accounts', overview_accounts(),
           'feeds', (SELECT jsonb_build_object('all', count(*), 'failing', count(*) FILTER (WHERE f.failing_since IS NOT NULL))
                       FROM feed f),
           'services', CASE WHEN account_is('admin') THEN overview_services() END,
           'work', CASE WHEN account_is('admin') THEN overview_work() END)
    FROM campaign c
   WHERE c.code = wanted AND account_is('admin', 'editor')
$$;
GRANT EXECUTE ON FUNCTION app_overview(text) TO mc_gateway;
