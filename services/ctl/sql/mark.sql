-- Marks every cell of a campaign dirty, to be written even if the stored score is the same.
-- $1 campaign.  No row: no such campaign.
WITH chosen AS (SELECT id FROM campaign WHERE code = $1::text),
doubted AS (
  UPDATE score SET digest = NULL WHERE campaign_id IN (SELECT id FROM chosen))
SELECT mark_campaign(id)::text FROM chosen;
