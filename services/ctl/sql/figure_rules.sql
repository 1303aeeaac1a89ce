-- The rules across figures of a campaign.  $1 campaign.
SELECT coalesce(jsonb_agg(jsonb_build_object('code', r.code, 'version', r.version, 'on', r.is_on,
                'rule', r.body, 'at', r.at) ORDER BY r.code) FILTER (WHERE r.code IS NOT NULL), '[]')::text
  FROM campaign c
  LEFT JOIN figure_rule r ON r.campaign_id = c.id AND r.is_current AND r.body IS NOT NULL
 WHERE c.code = $1::text
 GROUP BY c.id;
