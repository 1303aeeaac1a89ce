-- Snapshots of a unit over time; "before": members of the one before, to show a decline.
-- $1 unit, $2 campaign (NULL: all).  No row: there is no such unit.
SELECT (SELECT coalesce(json_agg(json_build_object(
                 'id', s.id, 'as_of', s.as_of, 'members', s.members, 'before', s.before,
                 'rows', s.rows, 'score', s.score::text, 'receipt', s.receipt,
                 'findings', s.findings) ORDER BY s.as_of, s.at), '[]')
          FROM (SELECT m.*, lag(m.members) OVER (ORDER BY m.as_of, m.at) AS before
                  FROM member_snapshot m WHERE m.unit_id = u.id) s
          LEFT JOIN campaign c ON c.id = s.campaign_id
         WHERE $2::text IS NULL OR c.code = $2::text)::text
  FROM unit u
 WHERE u.code = $1::text;
