-- Figures of units over time, and the rules across them.

-- A unit's value of a figure in a campaign for some of its criteria, up to a day: the sum of single
-- occasions, or the last value for the year so far.  NULL: none.  Of the figure at most the last 64
-- values that count are read.
CREATE OR REPLACE FUNCTION figure_of_unit(campaign integer, unit integer, wanted text, wanted_shape smallint,
                               wanted_criteria text[], until date) RETURNS numeric
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT CASE WHEN wanted_shape = 2 THEN (array_agg(x.amount ORDER BY x.occurred_on DESC))[1]
              ELSE sum(x.amount) END
    FROM (SELECT f.amount, f.occurred_on, f.criteria, f.submission_id
            FROM figure_value f
           WHERE f.campaign_id = campaign AND f.unit_id = unit AND f.key = wanted
             AND f.shape = wanted_shape AND f.counts AND f.occurred_on <= until
           ORDER BY f.occurred_on DESC
           LIMIT 64) x
    JOIN submission s ON s.id = x.submission_id AND s.is_current
   WHERE x.criteria && wanted_criteria
$$;
GRANT EXECUTE ON FUNCTION figure_of_unit(integer, integer, text, smallint, text[], date) TO mc_validation, mc_admin;

-- What the verdict of a submission reads of its figures, or that one is in hand (16) or will be made (32):
-- enum past_reads of services/domain/checks/engine/past.h.
CREATE OR REPLACE FUNCTION figure_reads(submission uuid) RETURNS integer
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT coalesce(
    (SELECT CASE WHEN min(m.attempts) = 0 THEN 32 ELSE 16 END
       FROM message m WHERE m.stage = 2 AND m.subject_id = submission
     HAVING count(*) > 0),
    (SELECT CASE WHEN v.findings = '[]' THEN 0 ELSE
              (v.findings @> '[{"code": "figure.outlier_own"}]')::int * 1 +
              (v.findings @> '[{"code": "figure.falls"}]')::int * 2 +
              (v.findings @> '[{"code": "figure.below_plan"}]')::int * 4 +
              (v.findings @> '[{"code": "figure.outlier_peers"}]')::int * 8 END
       FROM validation v WHERE v.submission_id = submission), 32)
$$;
GRANT EXECUTE ON FUNCTION figure_reads(uuid) TO mc_validation, mc_admin;

-- The submissions whose verdict reads a figure that was filed, or is no longer there: of its unit in the
-- campaign, of the unit above, and the last of each peer.  Not whole: those that read whether it counts,
-- which is what a plan, a sum and a running figure are read by, not whether one stands apart.
-- At most 32 of each shape are asked.
-- Internal.
CREATE OR REPLACE FUNCTION figures_beside(campaign integer, unit integer, wanted text, wanted_shape smallint,
                                          wanted_criteria text[], day date, own uuid, whole boolean)
RETURNS SETOF uuid
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  WITH near AS (
    SELECT campaign AS campaign_id, unit AS unit_id, 32 AS most, true AS is_own
    UNION ALL
    SELECT campaign, u.parent_id, 2, false FROM unit u WHERE u.id = unit AND u.parent_id IS NOT NULL
    UNION ALL
    SELECT campaign, p.unit_id, 1, false
      FROM campaign_unit m
     CROSS JOIN LATERAL (SELECT c.unit_id FROM campaign_unit c
                          WHERE c.campaign_id = campaign AND c.peer_group = m.peer_group AND c.unit_id <> unit
                          ORDER BY c.campaign_id, c.peer_group, c.unit_id LIMIT 64) p
     WHERE whole AND m.campaign_id = campaign AND m.unit_id = unit),
  found AS (
    SELECT n.is_own, l.*
      FROM near n
     CROSS JOIN (VALUES (0::int2), (1::int2), (2::int2)) s(shape)
     CROSS JOIN (VALUES (true), (false)) v(counts)
     CROSS JOIN LATERAL (SELECT f.submission_id, f.evidence_id, f.shape, f.criteria, f.occurred_on
                           FROM figure_value f
                          WHERE f.campaign_id = n.campaign_id AND f.unit_id = n.unit_id AND f.key = wanted
                            AND f.shape = s.shape AND f.counts = v.counts
                          ORDER BY f.occurred_on DESC LIMIT n.most) l
     WHERE n.is_own OR s.shape = wanted_shape)
  SELECT f.submission_id
    FROM found f
    JOIN submission s ON s.id = f.submission_id AND s.is_current
   WHERE f.evidence_id <> own AND f.criteria && wanted_criteria
     AND (whole OR NOT f.is_own OR f.occurred_on >= day
          AND (f.shape = 2 AND wanted_shape = 2
            OR f.shape <> 1 AND EXISTS (SELECT FROM found p WHERE p.is_own AND p.shape = 1)))
$$;
GRANT EXECUTE ON FUNCTION figures_beside(integer, integer, text, smallint, text[], date, uuid, boolean)
  TO mc_validation, mc_admin;

-- Asks again for the verdicts that read the figures of items, or count where their documents are cited;
-- the items were withdrawn or are back.
-- Internal.
CREATE OR REPLACE FUNCTION judge_beside_again(wanted uuid[]) RETURNS void
LANGUAGE sql VOLATILE SET search_path = public, pg_temp AS $$
  INSERT INTO message (id, stage, subject_id, attempts, ready_at, schema, payload)
  SELECT gen_random_uuid(), 2, b.id, 0, now(), 1, 'again'
    FROM (SELECT b.id
            FROM figure_value f
           CROSS JOIN LATERAL figures_beside(f.campaign_id, f.unit_id, f.key, f.shape, f.criteria,
                                             f.occurred_on, f.evidence_id, true) AS b(id)
           WHERE f.evidence_id = ANY (wanted)
          UNION
          SELECT l.submission_id
            FROM document_cited d
           CROSS JOIN LATERAL (SELECT c.submission_id FROM document_cited c
                                WHERE c.campaign_id = d.campaign_id AND c.unit_id = d.unit_id
                                  AND c.symbol = d.symbol AND c.filed_at >= d.filed_at
                                  AND c.evidence_id <> d.evidence_id
                                ORDER BY c.filed_at LIMIT 64) l
            JOIN submission s ON s.id = l.submission_id AND s.is_current
           WHERE d.evidence_id = ANY (wanted)) b
$$;

-- The next version of a rule.  The same body again changes nothing.  The campaign's row is locked, so
-- that changes by two editors follow one another.
CREATE OR REPLACE FUNCTION put_figure_rule(campaign integer, wanted text, given jsonb, who integer)
RETURNS integer
LANGUAGE plpgsql VOLATILE SET search_path = public, pg_temp AS $$
DECLARE
  last figure_rule;
BEGIN
  PERFORM FROM campaign c WHERE c.id = campaign FOR UPDATE;
  SELECT * INTO last FROM figure_rule r WHERE r.campaign_id = campaign AND r.code = wanted AND r.is_current;
  IF last.body IS NOT DISTINCT FROM given THEN
    RETURN coalesce(last.version, 0);
  END IF;
  UPDATE figure_rule r SET is_current = false
   WHERE r.campaign_id = campaign AND r.code = wanted AND r.is_current;
  INSERT INTO figure_rule (campaign_id, code, version, body, is_on, account_id)
  VALUES (campaign, wanted, coalesce(last.version, 0) + 1, given,
          NOT coalesce((given ->> 'off')::boolean, false), who);
  RETURN coalesce(last.version, 0) + 1;
END $$;
GRANT EXECUTE ON FUNCTION put_figure_rule(integer, text, jsonb, integer) TO mc_admin;

-- The campaign, if the requesting account is an editor who may change it; else NULL.
-- Internal.
CREATE OR REPLACE FUNCTION editors_campaign(wanted text) RETURNS campaign
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT c FROM campaign c
    JOIN account a ON a.id = app_account() AND a.is_active AND a.role = 'editor'
                  AND (a.unit_id IS NULL OR a.unit_id = c.province_id)
   WHERE c.code = wanted
$$;

-- An editor's rule over the API; given NULL deletes it.  NULL: no such campaign for this account.
CREATE OR REPLACE FUNCTION app_put_figure_rule(wanted text, wanted_rule text, given jsonb, ground text)
RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  chosen campaign := editors_campaign(wanted);
BEGIN
  IF chosen.id IS NULL THEN
    RETURN NULL;
  ELSIF chosen.state = 'published' THEN
    RETURN jsonb_build_object('fault', 'assessment.locked');
  ELSIF given IS NULL AND NOT EXISTS (SELECT FROM figure_rule r WHERE r.campaign_id = chosen.id
           AND r.code = wanted_rule AND r.is_current AND r.body IS NOT NULL) THEN
    RETURN NULL;
  ELSIF setting_fault(chosen.id, ground) IS NOT NULL THEN
    RETURN setting_fault(chosen.id, ground);
  END IF;
  PERFORM put_figure_rule(chosen.id, wanted_rule, given, app_account());
  RETURN (SELECT jsonb_build_object('campaign', wanted, 'rule', r.code, 'version', r.version, 'on', r.is_on,
                                    'removed', r.body IS NULL)
            FROM figure_rule r WHERE r.campaign_id = chosen.id AND r.code = wanted_rule AND r.is_current);
END $$;
GRANT EXECUTE ON FUNCTION app_put_figure_rule(text, text, jsonb, text) TO mc_gateway;

-- Submissions of a campaign that have figures, with the inputs of a rule, at most so many, the last
-- submitted first: [{"unit","title","kind","on","criteria","figures":[{"name","value"}],
-- "own":[{"key","shape","amount","on"}],"members","target"}].  Checks no rights.
CREATE OR REPLACE FUNCTION figure_trial(campaign integer, keys text[], most integer) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  WITH piece AS (
    SELECT s.id, s.evidence_id, s.unit_id, s.kind, s.title, s.occurred_on, s.criterion_ids, s.received_at
      FROM submission s
     WHERE s.campaign_id = campaign AND s.is_current
       AND EXISTS (SELECT FROM figure_value f WHERE f.evidence_id = s.evidence_id AND f.submission_id = s.id)
     ORDER BY s.received_at DESC, s.id DESC
     LIMIT most),
  counted AS MATERIALIZED (
    SELECT d.unit_id, d.occurred_on, member_count(d.unit_id, d.occurred_on) AS members
      FROM (SELECT DISTINCT unit_id, occurred_on FROM piece) d)
  SELECT coalesce(jsonb_agg(jsonb_build_object(
           'evidence', p.evidence_id, 'unit', u.name, 'title', p.title, 'kind', p.kind,
           'on', p.occurred_on, 'criteria', k.codes,
           'figures', (SELECT jsonb_agg(jsonb_build_object('name', f.name, 'value', trim_scale(f.amount)::text)
                                        ORDER BY f.key)
                         FROM figure_value f WHERE f.evidence_id = p.evidence_id AND f.submission_id = p.id),
           'own', coalesce((
             SELECT jsonb_agg(jsonb_build_object('key', o.key, 'shape', o.shape, 'on', o.occurred_on,
                                                 'amount', trim_scale(o.amount)::text) ORDER BY o.occurred_on DESC)
               FROM unnest(keys) w(key)
              CROSS JOIN LATERAL (
                SELECT f.key, f.shape, f.amount, f.occurred_on
                  FROM figure_value f
                  JOIN submission x ON x.id = f.submission_id AND x.is_current
                 WHERE f.unit_id = p.unit_id AND f.key = w.key AND f.evidence_id <> p.evidence_id
                   AND f.campaign_id = campaign AND f.criteria && k.codes AND f.counts
                 ORDER BY f.unit_id, f.key, f.occurred_on DESC
                 LIMIT 64) o), '[]'),
           'members', m.members::text,
           'target', (SELECT trim_scale(t.value)::text
                        FROM unnest(p.criterion_ids) WITH ORDINALITY AS c(id, n)
                        JOIN target t ON t.campaign_id = campaign AND t.unit_id = p.unit_id
                                     AND t.criterion_id = c.id
                       ORDER BY c.n LIMIT 1))
           ORDER BY p.received_at DESC, p.id DESC), '[]')
    FROM piece p
    JOIN unit u ON u.id = p.unit_id
    JOIN counted m ON m.unit_id = p.unit_id AND m.occurred_on = p.occurred_on
   CROSS JOIN LATERAL (
     SELECT coalesce(array_agg(c.code ORDER BY c.code), '{}') AS codes
       FROM criterion c WHERE c.id = ANY (p.criterion_ids)) k
$$;
GRANT EXECUTE ON FUNCTION figure_trial(integer, text[], integer) TO mc_admin;

-- The same for an editor; NULL: no such campaign for this account.
CREATE OR REPLACE FUNCTION app_figure_trial(wanted text, keys text[], most integer) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT figure_trial(c.id, keys, most) FROM editors_campaign(wanted) c WHERE c.id IS NOT NULL
$$;
GRANT EXECUTE ON FUNCTION app_figure_trial(text, text[], integer) TO mc_gateway;

-- The rules of a campaign, and the names of figures submitted in it, the most used first;
-- NULL: no such campaign for this account.
CREATE OR REPLACE FUNCTION app_figure_rules(wanted text) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object('campaign', wanted,
    'rules', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                'code', r.code, 'version', r.version, 'on', r.is_on, 'rule', r.body,
                'by', a.full_name, 'at', r.at) ORDER BY r.code), '[]')
                FROM figure_rule r LEFT JOIN account a ON a.id = r.account_id
               WHERE r.campaign_id = c.id AND r.is_current AND r.body IS NOT NULL),
    'names', (SELECT coalesce(jsonb_agg(n.name ORDER BY n.pieces DESC, n.name), '[]')
                FROM (SELECT min(f.name) AS name, count(*) AS pieces
                        FROM (SELECT * FROM figure_value v WHERE v.campaign_id = c.id LIMIT 20000) f
                       GROUP BY f.key, f.shape ORDER BY 2 DESC, 1 LIMIT 200) n))
    FROM editors_campaign(wanted) c WHERE c.id IS NOT NULL
$$;
GRANT EXECUTE ON FUNCTION app_figure_rules(text) TO mc_gateway;

-- The figures of a unit in a campaign, for accounts that may read it: of each name the last values,
-- the unit's earlier ones, and its peers' last values, which are for a median and not to be shown.
-- {"unit","name","peer_group","members","settings","figures":[{"name","shape","criteria","values":[{"on",
-- "amount","title","evidence"}],"before":[],"peers":[]}]}, at most 60 names.
CREATE OR REPLACE FUNCTION app_unit_figures(wanted text, wanted_unit text) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH place AS (
    SELECT c.id AS campaign_id, u.id AS unit_id, u.code, u.name, m.peer_group
      FROM campaign c
      JOIN unit u ON u.code = wanted_unit AND u.id = ANY (app_readable_units('evidence:read'))
      LEFT JOIN campaign_unit m ON m.campaign_id = c.id AND m.unit_id = u.id
     WHERE c.code = wanted),
  recent AS MATERIALIZED (
    SELECT f.key, f.shape, f.criteria, f.name, f.amount, f.occurred_on, f.evidence_id, s.title
      FROM place p
     CROSS JOIN LATERAL (
       SELECT * FROM figure_value v WHERE v.campaign_id = p.campaign_id AND v.unit_id = p.unit_id
        ORDER BY v.campaign_id, v.unit_id, v.key LIMIT 2000) f
      JOIN submission s ON s.id = f.submission_id AND s.is_current),
  named AS (
    SELECT r.key, r.shape, r.criteria, (array_agg(r.name ORDER BY r.occurred_on DESC))[1] AS name,
           max(r.occurred_on) AS last_on,
           (array_agg(jsonb_build_object('on', r.occurred_on, 'amount', trim_scale(r.amount)::text,
                                         'title', r.title, 'evidence', r.evidence_id)
                      ORDER BY r.occurred_on DESC, r.evidence_id))[1:12] AS recent_values
      FROM recent r
     GROUP BY r.key, r.shape, r.criteria
     ORDER BY 5 DESC, 1, 2, 3 LIMIT 60)
  SELECT jsonb_build_object('campaign', wanted, 'unit', p.code, 'name', p.name, 'peer_group', p.peer_group,
    'members', member_count(p.unit_id, (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date)::text,
    'settings', (SELECT coalesce(jsonb_object_agg(s.code, s.parameters), '{}') FROM check_setting s
                  WHERE s.campaign_id = p.campaign_id AND s.code IN ('figure.outlier_own', 'figure.outlier_peers')),
    'figures', (SELECT coalesce(jsonb_agg(jsonb_build_object(
        'name', n.name, 'shape', n.shape, 'criteria', n.criteria, 'values', to_jsonb(n.recent_values),
        'before', (
          SELECT coalesce(jsonb_agg(trim_scale(o.amount)::text), '[]')
            FROM (SELECT f.amount FROM figure_value f
                    JOIN submission s ON s.id = f.submission_id AND s.is_current
                   WHERE f.unit_id = p.unit_id AND f.key = n.key AND f.shape = n.shape AND f.criteria && n.criteria
                     AND f.counts
                     AND f.evidence_id <> (n.recent_values[1] ->> 'evidence')::uuid
                   ORDER BY f.unit_id, f.key, f.occurred_on DESC LIMIT 64) o),
        'peers', (
          SELECT coalesce(jsonb_agg(trim_scale(o.amount)::text), '[]')
            FROM (SELECT m.unit_id FROM campaign_unit m
                   WHERE m.campaign_id = p.campaign_id AND m.peer_group = p.peer_group AND m.unit_id <> p.unit_id
                   ORDER BY m.campaign_id, m.peer_group, m.unit_id LIMIT 64) q
           CROSS JOIN LATERAL (
             SELECT f.amount FROM figure_value f
               JOIN submission s ON s.id = f.submission_id AND s.is_current
              WHERE f.campaign_id = p.campaign_id AND f.unit_id = q.unit_id AND f.key = n.key
                AND f.shape = n.shape AND f.counts AND f.criteria && n.criteria
              ORDER BY f.occurred_on DESC LIMIT 1) o))
        ORDER BY n.last_on DESC, n.name, n.criteria), '[]')
        FROM named n))
    FROM place p
$$;
GRANT EXECUTE ON FUNCTION app_unit_figures(text, text) TO mc_gateway;
