-- The state of an export: pending, waiting for a person to name its headings, or its result.
-- route: GET /api/v1/campaigns/{campaign}/units/{unit}/members/imports/{id} ROLE_ANY
-- params: campaign code, unit code, id uuid
SELECT json_build_object(
         'id', i.id, 'campaign', c.code, 'unit', u.code, 'file', i.file_name, 'as_of', i.as_of,
         'own_figure', i.own_figure,
         'state', CASE i.state WHEN 'owed' THEN 'accepted' ELSE i.state END,
         'problem', i.problem, 'layout', CASE WHEN i.state = 'needs_mapping' THEN i.layout END,
         'created_at', i.created_at, 'finished_at', i.finished_at,
         'snapshot', (SELECT json_build_object('members', s.members, 'rows', s.rows,
                               'score', s.score::text, 'steps', s.receipt -> 'steps',
                               'finding_count', jsonb_array_length(s.findings),
                               'groups', members_grouped(s.findings))
                        FROM member_snapshot s WHERE s.id = i.snapshot_id))::text
  FROM member_import i
  JOIN campaign c ON c.id = i.campaign_id AND c.code = $1::text
  JOIN unit u ON u.id = i.unit_id AND u.code = $2::text
 WHERE i.id = $3::uuid;
