-- The next submissions of a campaign in their current revisions, in the order of their ids.
-- $1 campaign, $2 the last id, $3 how many.
SELECT s.id, s.body, u.name, s.title, s.evidence_id
  FROM submission s JOIN unit u ON u.id = s.unit_id
 WHERE s.campaign_id = $1::int4 AND s.is_current AND s.id > $2::uuid
 ORDER BY s.id LIMIT $3::int4;
