-- The pieces of a campaign in their current revisions, a page at a time, in the order of
-- their ids.  $1 campaign, $2 the last id.
SELECT s.id, s.criterion_ids, s.body, u.name, s.title,
       ((s.received_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date - date '1970-01-01') AS received
  FROM submission s JOIN unit u ON u.id = s.unit_id
 WHERE s.campaign_id = $1::int4 AND s.is_current AND s.id > $2::uuid
 ORDER BY s.id LIMIT 500;
