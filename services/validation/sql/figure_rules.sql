-- The active rules across figures, of campaigns that are not published yet.
SELECT c.code AS campaign, r.code, r.body::text
  FROM figure_rule r JOIN campaign c ON c.id = r.campaign_id
 WHERE r.is_current AND r.is_on AND r.body IS NOT NULL AND c.state <> 'published'
 ORDER BY c.code, r.code;
