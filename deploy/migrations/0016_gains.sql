-- All that one unit's scores come from, in one text: {"set", "inputs"}, as `minhchung score`
-- reads them.  With the rights of whoever asks.
CREATE FUNCTION unit_scoring(wanted_campaign integer, wanted_unit integer) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  WITH piece AS (
    SELECT f.criterion_id, jsonb_build_object(
             'id', f.evidence_id, 'on', min(f.occurred_on), 'days_late', max(f.days_late),
             'figures', coalesce(jsonb_object_agg(k.figures[f.figure], trim_scale(f.amount)::text)
                                 FILTER (WHERE f.figure > 0), '{}')) AS piece
      FROM evidence_fact f JOIN criterion k ON k.id = f.criterion_id
     WHERE f.campaign_id = wanted_campaign AND f.unit_id = wanted_unit
     GROUP BY f.criterion_id, f.evidence_id),
  filed AS (
    SELECT criterion_id, jsonb_agg(piece ORDER BY piece ->> 'id') AS evidence FROM piece GROUP BY criterion_id),
  said AS (
    SELECT DISTINCT ON (a.criterion_id) a.criterion_id, jsonb_build_object(
             'body', a.body, 'value', a.value::text, 'reason', nullif(a.reason, '')) AS assessed
      FROM assessed_score a
     WHERE a.campaign_id = wanted_campaign AND a.unit_id = wanted_unit
       AND a.body IN ('appraised', 'approved')
     ORDER BY a.criterion_id, a.body = 'approved' DESC),
  line AS (
    SELECT k.sort, k.id, jsonb_strip_nulls(jsonb_build_object(
             'unit', u.code, 'criterion', k.code, 'evidence', f.evidence,
             'target', trim_scale(t.value)::text, 'not_applicable', n.reason,
             'assessed', CASE WHEN k.asks_people THEN d.assessed END)) AS line
      FROM campaign c
      JOIN unit u ON u.id = wanted_unit
      JOIN criterion k ON k.set_id = c.criteria_set_id AND k.level = 'criterion'
      LEFT JOIN filed f ON f.criterion_id = k.id
      LEFT JOIN said d ON d.criterion_id = k.id
      LEFT JOIN target t ON t.campaign_id = c.id AND t.unit_id = u.id AND t.criterion_id = k.id
      LEFT JOIN not_applicable n ON n.campaign_id = c.id AND n.unit_id = u.id AND n.criterion_id = k.id
     WHERE c.id = wanted_campaign)
  SELECT jsonb_build_object(
           'set', criteria_document(c.criteria_set_id) - 'directory' || jsonb_build_object(
             'period', jsonb_build_object('from', c.period_from, 'to', c.period_to)),
           'inputs', jsonb_build_array(jsonb_build_object(
             'unit', u.code, 'name', u.name, 'kind', u.kind, 'peer_group', m.peer_group))
             || (SELECT coalesce(jsonb_agg(l.line ORDER BY l.sort, l.id), '[]') FROM line l))
    FROM campaign c
    JOIN campaign_unit m ON m.campaign_id = c.id AND m.unit_id = wanted_unit
    JOIN unit u ON u.id = m.unit_id
   WHERE c.id = wanted_campaign
$$;

REVOKE EXECUTE ON FUNCTION unit_scoring(integer, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION unit_scoring(integer, integer) TO mc_gateway, mc_admin;
