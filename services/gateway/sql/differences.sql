-- Where the four scores differ: by unit (over-claiming) and by the person who appraised
-- (harshness), over the criteria that both bodies have scored.  Only units that this account may
-- read.
-- route: GET /api/v1/campaigns/{campaign}/differences ROLE_ANY
-- params: campaign code
WITH said AS (
  SELECT a.unit_id, a.criterion_id,
         max(a.value) FILTER (WHERE a.body = 'self') AS self,
         max(a.value) FILTER (WHERE a.body = 'appraised') AS appraised,
         max(a.value) FILTER (WHERE a.body = 'approved') AS approved,
         max(a.account_id) FILTER (WHERE a.body = 'appraised') AS appraiser
    FROM campaign c JOIN assessed_score a ON a.campaign_id = c.id
   WHERE c.code = $1::text
   GROUP BY a.unit_id, a.criterion_id),
pair AS (
  SELECT d.*, s.value AS computed
    FROM said d
    JOIN campaign c ON c.code = $1::text
    LEFT JOIN score s ON s.campaign_id = c.id AND s.unit_id = d.unit_id
                     AND s.criterion_id = d.criterion_id AND s.state = 1)
SELECT json_build_object(
         'campaign', c.code,
         'units', (
           SELECT coalesce(json_agg(json_build_object(
                    'code', u.code, 'name', u.name,
                    'self_over_computed', x.claim::text, 'appraised_over_self', x.cut::text,
                    'approved_over_appraised', x.verdict::text,
                    'raised', x.raised, 'lowered', x.lowered, 'equal', x.equal)
                    ORDER BY x.claim DESC NULLS LAST, u.code), '[]')
             FROM (SELECT unit_id, sum(self - computed) AS claim, sum(appraised - self) AS cut,
                          sum(approved - appraised) AS verdict,
                          count(*) FILTER (WHERE appraised > self) AS raised,
                          count(*) FILTER (WHERE appraised < self) AS lowered,
                          count(*) FILTER (WHERE appraised = self) AS equal
                     FROM pair GROUP BY unit_id) x
             JOIN unit u ON u.id = x.unit_id),
         'appraisers', (
           SELECT coalesce(json_agg(json_build_object(
                    'username', w.username, 'full_name', w.full_name, 'units', x.units,
                    'criteria', x.criteria, 'raised', x.raised, 'lowered', x.lowered,
                    'mean', x.mean::text)
                    ORDER BY x.mean, w.username), '[]')
             FROM (SELECT appraiser, count(DISTINCT unit_id) AS units, count(*) AS criteria,
                          count(*) FILTER (WHERE appraised > self) AS raised,
                          count(*) FILTER (WHERE appraised < self) AS lowered,
                          round(avg(appraised - self), 2) AS mean
                     FROM pair WHERE appraiser IS NOT NULL AND self IS NOT NULL GROUP BY appraiser) x
             JOIN account w ON w.id = x.appraiser),
         'largest', (
           SELECT coalesce(json_agg(json_build_object(
                    'unit', l.unit, 'criterion', l.criterion, 'computed', l.computed::text,
                    'self', l.self::text, 'appraised', l.appraised::text,
                    'approved', l.approved::text) ORDER BY l.gap DESC, l.unit, l.criterion), '[]')
             FROM (SELECT u.code AS unit, k.code AS criterion, p.computed, p.self, p.appraised,
                          p.approved, greatest(p.computed, p.self, p.appraised, p.approved)
                                      - least(p.computed, p.self, p.appraised, p.approved) AS gap
                     FROM pair p JOIN unit u ON u.id = p.unit_id JOIN criterion k ON k.id = p.criterion_id
                    ORDER BY gap DESC, u.code, k.code LIMIT 50) l
            WHERE l.gap > 0))::text
  FROM campaign c WHERE c.code = $1::text;
