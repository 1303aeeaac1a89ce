-- A whole unit of a campaign can be owed with one mark: criterion 0 stands for all of them.
-- What changes a score for every cell at once (a rule, a period, a replay) marks so, and the
-- cells whose numbers come out as they were are not written.

-- Of everything in a score: two of one digest are the same.
ALTER TABLE score ADD COLUMN digest uuid;

CREATE OR REPLACE FUNCTION mark_campaign(wanted integer, units integer[] DEFAULT NULL,
                                         criteria integer[] DEFAULT NULL)
RETURNS bigint LANGUAGE sql VOLATILE SET search_path = public, pg_temp AS $$
  WITH marked AS (
    INSERT INTO recompute (campaign_id, unit_id, criterion_id)
    SELECT c.id, u.unit_id, coalesce(k.id, 0)
      FROM campaign c
      JOIN campaign_unit u ON u.campaign_id = c.id
      LEFT JOIN criterion k ON k.set_id = c.criteria_set_id AND k.level = 'criterion'
                           AND k.id = ANY (criteria)
     WHERE c.id = wanted AND c.state <> 'published'
       AND (units IS NULL OR u.unit_id = ANY (units))
       AND (criteria IS NULL OR k.id IS NOT NULL)
     ORDER BY 1, 2, 3
    ON CONFLICT (campaign_id, unit_id, criterion_id) DO UPDATE
       SET generation = nextval('recompute_generation'), attempts = 0, reason = NULL
    RETURNING 1)
  SELECT count(*) FROM marked
$$;
