-- Whether a board has scores that a person must look at.
CREATE INDEX recompute_buried ON recompute (campaign_id) WHERE reason IS NOT NULL;
