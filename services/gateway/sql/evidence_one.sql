-- One evidence item in its last revision, withdrawn or not, as far as the account may see it: the relational part
-- as JSON, and the body as submitted, which C decodes.  No row: there is none, or not for this
-- account.
-- params: id uuid
WITH piece AS (
  SELECT * FROM (
    SELECT * FROM submission WHERE id = $1
    UNION ALL
    SELECT * FROM submission WHERE evidence_id = $1 AND revision > 1) s
   ORDER BY revision DESC LIMIT 1)
SELECT json_build_object(
         'id', p.evidence_id, 'code', p.code, 'revision', p.revision,
         'state', CASE WHEN p.withdrawn_at IS NOT NULL THEN 'withdrawn'
                       WHEN v.verdict IS NULL THEN 'accepted'
                       WHEN is_scored(p.id) THEN 'scored'
                       ELSE 'validated' END,
         'verdict', (ARRAY['valid', 'mend', 'invalid'])[v.verdict],
         'findings', findings_of(p.id),
         'quality', v.quality,
         'mended', coalesce((
           SELECT json_agg(json_build_object('code', d.code, 'mended_in', d.mended_in,
                    'mended_at', (SELECT r.received_at FROM submission r WHERE r.evidence_id = d.evidence_id
                                     AND r.revision = d.mended_in AND r.revision > 1),
                    'message', f.finding ->> 'message', 'place', f.finding -> 'place')
                    ORDER BY d.mended_in DESC, d.severity DESC, d.id)
             FROM finding d
             JOIN validation o ON o.submission_id = d.submission_id
            CROSS JOIN jsonb_array_elements(o.findings) f(finding)
            WHERE d.evidence_id = p.evidence_id AND d.state = 4 AND f.finding ->> 'key' = d.key::text), '[]'),
         'scores', (
           SELECT coalesce(json_agg(json_build_object(
                    'criterion', c.code, 'name', c.name, 'value', s.value::text,
                    'state', (ARRAY['computed', 'person', 'not_applicable'])[s.state])
                    ORDER BY k.n), '[]')
             FROM unnest(p.criterion_ids) WITH ORDINALITY k(id, n)
             JOIN criterion c ON c.id = k.id
             LEFT JOIN score s ON s.campaign_id = p.campaign_id AND s.unit_id = p.unit_id
                              AND s.criterion_id = k.id),
         'withdrawn', CASE WHEN p.withdrawn_at IS NOT NULL THEN (
           SELECT json_build_object('at', p.withdrawn_at, 'reason', coalesce(a.reason, ''),
                    'by', coalesce(w.full_name, ''), 'role', coalesce(w.role, ''))
             FROM (SELECT) one              -- what an import undid has no act of its own
             LEFT JOIN evidence_act a ON a.evidence_id = p.evidence_id AND a.at = p.withdrawn_at
             LEFT JOIN account w ON w.id = a.account_id) END,
         'is_unit_open', NOT EXISTS (SELECT FROM assessment a
           WHERE a.campaign_id = p.campaign_id AND a.unit_id = p.unit_id AND a.state <> 'draft'),
         'unit_name', (SELECT u.name FROM unit u WHERE u.id = p.unit_id),
         'page', link_state(p.id),
         'received_at', to_json(coalesce(p.arrived_at, p.received_at)),
         'held_in', p.held_in,
         'taken', (SELECT json_build_object('held_in', t.held_in, 'by', w.full_name, 'role', w.role,
                            'reason', t.reason, 'at', t.at)
                     FROM submission_taken t JOIN account w ON w.id = t.account_id
                    WHERE t.submission_id = p.id),
         'settings_version', v.settings_version,
         'made_at', to_json(p.made_at),
         'filed_by', (SELECT a.full_name FROM account a WHERE a.id = p.account_id),
         'client', p.client,
         'validated_at', to_json(v.at))::text AS head,
       p.body
  FROM piece p
  LEFT JOIN validation v ON v.submission_id = p.id;
