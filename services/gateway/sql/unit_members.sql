-- The exports of the member software of a unit in a campaign, the latest first; for the latest also
-- how its score was computed and what its rows lack (at most 200, and by code); which exports are
-- still pending or wait for a person to name their columns.  No row: there is none, or not for this
-- account.
-- route: GET /api/v1/campaigns/{campaign}/units/{unit}/members ROLE_ANY
-- params: campaign code, unit code
SELECT json_build_object('campaign', c.code, 'unit', u.code, 'snapshots', coalesce((
         SELECT json_agg(json_build_object(
                  'as_of', s.as_of, 'members', s.members, 'before', s.before, 'rows', s.rows,
                  'score', s.score::text, 'finding_count', jsonb_array_length(s.findings),
                  'steps', CASE WHEN s.place = 1 THEN s.receipt -> 'steps' END,
                  'findings', CASE WHEN s.place = 1
                                   THEN jsonb_path_query_array(s.findings, '$[0 to 199]') END,
                  'groups', CASE WHEN s.place = 1 THEN members_grouped(s.findings) END)
                ORDER BY s.place)
           FROM (SELECT m.*, lag(m.members) OVER (ORDER BY m.as_of, m.at) AS before,
                        row_number() OVER (ORDER BY m.as_of DESC, m.at DESC) AS place
                   FROM member_snapshot m
                  WHERE m.unit_id = u.id AND m.campaign_id = c.id) s), '[]'),
         'waiting', coalesce((
           SELECT json_agg(json_build_object('id', i.id, 'file', i.file_name, 'as_of', i.as_of,
                           'state', CASE i.state WHEN 'owed' THEN 'accepted' ELSE i.state END)
                  ORDER BY i.created_at DESC)
             FROM member_import i
            WHERE i.unit_id = u.id AND i.campaign_id = c.id AND i.state IN ('owed', 'needs_mapping')),
         '[]'))::text
  FROM campaign c
  JOIN campaign_unit m ON m.campaign_id = c.id
  JOIN unit u ON u.id = m.unit_id AND u.code = $2::text
 WHERE c.code = $1::text AND u.id = ANY ((SELECT app_readable_units('members:read'))::int[]);
