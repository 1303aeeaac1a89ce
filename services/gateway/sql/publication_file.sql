-- The signed file of the decision that published a campaign's newest result: {"hash", "name", "type"},
-- for those who may read the result.
-- params: campaign code
SELECT nullif(p.decision -> 'file', 'null')::text
  FROM campaign c
  JOIN publication p ON p.campaign_id = c.id AND p.signature IS NOT NULL
 WHERE c.code = $1::text
 ORDER BY p.number DESC
 LIMIT 1;
