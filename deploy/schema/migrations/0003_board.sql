-- Whether a board contains scores that a person must decide.
CREATE INDEX recompute_buried ON recompute (campaign_id) WHERE reason IS NOT NULL;
