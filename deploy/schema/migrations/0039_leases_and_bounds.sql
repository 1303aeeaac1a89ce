-- Leases are short and renewed while the work takes: attempts under way are found by their claims.
CREATE INDEX notification_claimed ON notification (claim) WHERE state = 1;

-- Whether a value counts beside others stands in the row and so in the index: a unit with
-- thousands of values that need fixing costs no more than one without.  The verdict writes it.
ALTER TABLE figure_value ADD COLUMN counts boolean NOT NULL DEFAULT true;
UPDATE figure_value f SET counts = false
  FROM validation v WHERE v.submission_id = f.submission_id AND v.verdict <> 1;
DROP INDEX figure_value_unit;
DROP INDEX figure_value_campaign;
CREATE INDEX figure_value_unit ON figure_value (unit_id, key, occurred_on DESC) WHERE counts;
CREATE INDEX figure_value_campaign
    ON figure_value (campaign_id, unit_id, key, shape, counts, occurred_on DESC);
GRANT UPDATE (counts) ON figure_value TO mc_validation;
