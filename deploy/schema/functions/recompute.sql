-- Which scores must be computed again after a change of the reference data; the statement that makes
-- the change makes their cells dirty.
--
-- A cell is (campaign, unit, criterion); kind 'unit' stands for all cells of a unit, kind 'sums' for
-- its totals.  A dirty mark raises the cell's generation and leaves its lease alone, so that a mark set while the cell is being
-- computed is neither lost nor makes two workers compute it (services/scoring).  Marks are written
-- in key order: workers take their locks in the same order.

-- Marks the cells of a campaign dirty, all of them or only those of some units and some
-- criteria.  A published result never changes: its cells are not marked.  Returns
-- how many cells are marked.
CREATE OR REPLACE FUNCTION mark_campaign(wanted integer, units integer[] DEFAULT NULL,
                                         criteria integer[] DEFAULT NULL)
RETURNS bigint LANGUAGE sql VOLATILE SET search_path = public, pg_temp AS $$
  WITH marked AS (
    INSERT INTO recompute (campaign_id, unit_id, kind, criterion_id)
    SELECT c.id, u.unit_id, CASE WHEN criteria IS NULL THEN 'unit' ELSE 'cell' END, coalesce(k.id, 0)
      FROM campaign c
      JOIN campaign_unit u ON u.campaign_id = c.id
      LEFT JOIN criterion k ON k.set_id = c.criteria_set_id AND k.level = 'criterion'
                           AND k.id = ANY (criteria)
     WHERE c.id = wanted AND c.state <> 'published'
       AND (units IS NULL OR u.unit_id = ANY (units))
       AND (criteria IS NULL OR k.id IS NOT NULL)
     ORDER BY 1, 2, 4
    ON CONFLICT (campaign_id, unit_id, kind, criterion_id) DO UPDATE
       SET generation = nextval('recompute_generation'), attempts = 0, reason = NULL
    RETURNING 1)
  SELECT count(*) FROM marked
$$;
GRANT EXECUTE ON FUNCTION mark_campaign(integer, integer[], integer[]) TO mc_admin;

-- Inputs of a score beside evidence mark its cells dirty by trigger: no statement that
-- changes them can omit it.  Definer's rights: a role that may set a target need not
-- have rights on the queue.
CREATE OR REPLACE FUNCTION mark_changed_cells() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO recompute (campaign_id, unit_id, criterion_id)
  SELECT DISTINCT x.campaign_id, x.unit_id, x.criterion_id
    FROM changed x
    JOIN campaign c ON c.id = x.campaign_id AND c.state <> 'published'
   ORDER BY 1, 2, 3
  ON CONFLICT (campaign_id, unit_id, kind, criterion_id) DO UPDATE
     SET generation = nextval('recompute_generation'), attempts = 0, reason = NULL;
  RETURN NULL;
END $$;
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['target', 'not_applicable', 'assessed_score'] LOOP
    EXECUTE format('CREATE OR REPLACE TRIGGER mark_inserted AFTER INSERT ON %I REFERENCING NEW TABLE AS changed
                    FOR EACH STATEMENT EXECUTE FUNCTION mark_changed_cells()', t);
    EXECUTE format('CREATE OR REPLACE TRIGGER mark_updated AFTER UPDATE ON %I REFERENCING NEW TABLE AS changed
                    FOR EACH STATEMENT EXECUTE FUNCTION mark_changed_cells()', t);
    EXECUTE format('CREATE OR REPLACE TRIGGER mark_deleted AFTER DELETE ON %I REFERENCING OLD TABLE AS changed
                    FOR EACH STATEMENT EXECUTE FUNCTION mark_changed_cells()', t);
  END LOOP;
END $$;

CREATE OR REPLACE FUNCTION mark_changed_criteria() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM mark_campaign(c.id, NULL, x.ids)
     FROM (SELECT set_id, array_agg(id) AS ids FROM changed GROUP BY set_id) x
     JOIN campaign c ON c.criteria_set_id = x.set_id
    ORDER BY c.id;
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER mark_inserted AFTER INSERT ON criterion REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION mark_changed_criteria();
CREATE OR REPLACE TRIGGER mark_updated AFTER UPDATE ON criterion REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION mark_changed_criteria();

CREATE OR REPLACE FUNCTION mark_changed_units() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM mark_campaign(x.campaign_id, x.ids)
     FROM (SELECT campaign_id, array_agg(unit_id) AS ids FROM changed
            GROUP BY campaign_id ORDER BY campaign_id) x;
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER mark_inserted AFTER INSERT ON campaign_unit REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION mark_changed_units();

CREATE OR REPLACE FUNCTION mark_changed_campaigns() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM mark_campaign(n.id)
     FROM (SELECT n.id FROM changed n JOIN before b ON b.id = n.id
            WHERE (b.period_from, b.period_to, b.criteria_set_id)
                  IS DISTINCT FROM (n.period_from, n.period_to, n.criteria_set_id)
            ORDER BY n.id) n;
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER mark_updated AFTER UPDATE ON campaign REFERENCING OLD TABLE AS before NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION mark_changed_campaigns();

-- A change that affects every unit marks every unit.
CREATE OR REPLACE FUNCTION mark_changed_sets() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM mark_campaign(c.id) FROM campaign c
     JOIN changed n ON n.id = c.criteria_set_id
     JOIN before b ON b.id = n.id
    WHERE (b.more, b.base_points, b.bonus_points, b.bands)
          IS DISTINCT FROM (n.more, n.base_points, n.bonus_points, n.bands)
    ORDER BY c.id;
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER mark_updated AFTER UPDATE ON criteria_set REFERENCING OLD TABLE AS before NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION mark_changed_sets();
