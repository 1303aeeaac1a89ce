-- What a board shows and when a score must be computed again.
-- A cell is (campaign, unit, criterion).  A mark raises the cell's generation and
-- leaves its lease alone, so that a mark that comes while the cell is being
-- computed is neither lost nor makes two workers compute it (services/scoring).
-- Marks are written in key order: workers take their locks in the same order.

-- ---------------------------------------------------------------- marks
CREATE INDEX recompute_buried ON recompute (campaign_id) WHERE reason IS NOT NULL;

-- Marks the cells of a campaign, all of them or only those of some units and some
-- criteria.  A published result never changes: its cells are not marked.  Returns
-- how many cells are marked.
CREATE FUNCTION mark_campaign(wanted integer, units integer[] DEFAULT NULL,
                              criteria integer[] DEFAULT NULL)
RETURNS bigint LANGUAGE sql VOLATILE SET search_path = public, pg_temp AS $$
  WITH marked AS (
    INSERT INTO recompute (campaign_id, unit_id, criterion_id)
    SELECT c.id, u.unit_id, k.id
      FROM campaign c
      JOIN campaign_unit u ON u.campaign_id = c.id
      JOIN criterion k ON k.set_id = c.criteria_set_id AND k.level = 'criterion'
     WHERE c.id = wanted AND c.state <> 'published'
       AND (units IS NULL OR u.unit_id = ANY (units))
       AND (criteria IS NULL OR k.id = ANY (criteria))
     ORDER BY c.id, u.unit_id, k.id
    ON CONFLICT (campaign_id, unit_id, criterion_id) DO UPDATE
       SET generation = nextval('recompute_generation'), attempts = 0, reason = NULL
    RETURNING 1)
  SELECT count(*) FROM marked
$$;

-- What a score depends on beside evidence marks its cells by itself: nobody who
-- changes it can forget to.  Definer's rights: whoever may set a target need not
-- be allowed to touch the queue.
CREATE FUNCTION mark_changed_cells() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO recompute (campaign_id, unit_id, criterion_id)
  SELECT DISTINCT x.campaign_id, x.unit_id, x.criterion_id
    FROM changed x
    JOIN campaign c ON c.id = x.campaign_id AND c.state <> 'published'
   ORDER BY 1, 2, 3
  ON CONFLICT (campaign_id, unit_id, criterion_id) DO UPDATE
     SET generation = nextval('recompute_generation'), attempts = 0, reason = NULL;
  RETURN NULL;
END $$;

CREATE FUNCTION mark_changed_criteria() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM mark_campaign(c.id, NULL, x.ids)
     FROM (SELECT set_id, array_agg(id) AS ids FROM changed GROUP BY set_id) x
     JOIN campaign c ON c.criteria_set_id = x.set_id
    ORDER BY c.id;
  RETURN NULL;
END $$;

CREATE FUNCTION mark_changed_units() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM mark_campaign(x.campaign_id, x.ids)
     FROM (SELECT campaign_id, array_agg(unit_id) AS ids FROM changed
            GROUP BY campaign_id ORDER BY campaign_id) x;
  RETURN NULL;
END $$;

CREATE FUNCTION mark_changed_campaigns() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM mark_campaign(n.id)
     FROM (SELECT n.id FROM changed n JOIN before b ON b.id = n.id
            WHERE (b.period_from, b.period_to, b.criteria_set_id)
                  IS DISTINCT FROM (n.period_from, n.period_to, n.criteria_set_id)
            ORDER BY n.id) n;
  RETURN NULL;
END $$;

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['target', 'not_applicable', 'assessed_score'] LOOP
    EXECUTE format('CREATE TRIGGER mark_inserted AFTER INSERT ON %I REFERENCING NEW TABLE AS changed
                    FOR EACH STATEMENT EXECUTE FUNCTION mark_changed_cells()', t);
    EXECUTE format('CREATE TRIGGER mark_updated AFTER UPDATE ON %I REFERENCING NEW TABLE AS changed
                    FOR EACH STATEMENT EXECUTE FUNCTION mark_changed_cells()', t);
    EXECUTE format('CREATE TRIGGER mark_deleted AFTER DELETE ON %I REFERENCING OLD TABLE AS changed
                    FOR EACH STATEMENT EXECUTE FUNCTION mark_changed_cells()', t);
  END LOOP;
END $$;
CREATE TRIGGER mark_inserted AFTER INSERT ON criterion REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION mark_changed_criteria();
CREATE TRIGGER mark_updated AFTER UPDATE ON criterion REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION mark_changed_criteria();
CREATE TRIGGER mark_inserted AFTER INSERT ON campaign_unit REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION mark_changed_units();
CREATE TRIGGER mark_updated AFTER UPDATE ON campaign REFERENCING OLD TABLE AS before NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION mark_changed_campaigns();

-- ---------------------------------------------------------------- the board
-- Totals, rank within the peer group and band of every unit of a campaign.
-- A total is the base criteria plus the bonus criteria, these up to the pool's
-- cap.  Self, appraised and approved totals are NULL until that body has said
-- something.  A criterion that does not apply to a unit leaves its numerator and
-- its denominator.  A peer group is ranked by one body's totals: the approved ones
-- if every unit of the group has one, else likewise the appraised, else the
-- computed; equal totals share a rank (1, 2, 2, 4).  The band is the highest whose
-- "from" (in % of the base points that apply to the unit) the same total reaches.
CREATE FUNCTION scoreboard(wanted integer)
RETURNS TABLE (code text, name text, peer_group text, computed text, self text, appraised text,
               approved text, rank integer, band text)
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  WITH chosen AS MATERIALIZED (
    SELECT s.id AS set_id, s.base_points, s.bonus_points, s.bands
      FROM campaign c JOIN criteria_set s ON s.id = c.criteria_set_id
     WHERE c.id = wanted),
  known AS MATERIALIZED (
    SELECT k.id, k.is_bonus, k.points FROM chosen JOIN criterion k USING (set_id)),
  absent AS MATERIALIZED (
    SELECT n.unit_id, n.criterion_id, k.is_bonus, k.points
      FROM not_applicable n JOIN known k ON k.id = n.criterion_id
     WHERE n.campaign_id = wanted),
  said AS (
    SELECT s.unit_id, s.criterion_id, 'computed' AS body, s.value
      FROM score s WHERE s.campaign_id = wanted AND s.state = 1
    UNION ALL
    SELECT a.unit_id, a.criterion_id, a.body, a.value
      FROM assessed_score a WHERE a.campaign_id = wanted),
  parts AS (
    SELECT d.unit_id, d.body, coalesce(sum(d.value) FILTER (WHERE NOT k.is_bonus), 0) AS base,
           coalesce(sum(d.value) FILTER (WHERE k.is_bonus), 0) AS bonus
      FROM said d JOIN known k ON k.id = d.criterion_id
     WHERE NOT EXISTS (SELECT FROM absent x
                        WHERE x.unit_id = d.unit_id AND x.criterion_id = d.criterion_id)
     GROUP BY d.unit_id, d.body),
  totals AS (
    SELECT p.unit_id, p.body, p.base + least(p.bonus, c.bonus_points) AS total
      FROM parts p CROSS JOIN chosen c),
  rows AS (
    SELECT m.unit_id, m.peer_group,
           coalesce(max(t.total) FILTER (WHERE t.body = 'computed'), 0.00) AS computed,
           max(t.total) FILTER (WHERE t.body = 'self') AS self,
           max(t.total) FILTER (WHERE t.body = 'appraised') AS appraised,
           max(t.total) FILTER (WHERE t.body = 'approved') AS approved
      FROM campaign_unit m LEFT JOIN totals t USING (unit_id)
     WHERE m.campaign_id = wanted
     GROUP BY m.unit_id, m.peer_group),
  judged AS (
    SELECT r.*, CASE WHEN count(*) OVER peers = count(r.approved) OVER peers THEN r.approved
                     WHEN count(*) OVER peers = count(r.appraised) OVER peers THEN r.appraised
                     ELSE r.computed END AS best
      FROM rows r WINDOW peers AS (PARTITION BY r.peer_group)),
  bases AS (
    SELECT j.unit_id, c.bands, c.base_points - coalesce(
             (SELECT sum(x.points) FROM absent x
               WHERE x.unit_id = j.unit_id AND NOT x.is_bonus), 0) AS base
      FROM judged j CROSS JOIN chosen c)
  SELECT u.code, u.name, j.peer_group, j.computed::text, j.self::text, j.appraised::text,
         j.approved::text,
         (rank() OVER (PARTITION BY j.peer_group ORDER BY j.best DESC))::integer AS rank,
         (SELECT b ->> 'name' FROM jsonb_array_elements(p.bands) b
           WHERE p.base > 0 AND j.best * 100 >= (b ->> 'from')::numeric * p.base
           ORDER BY (b ->> 'from')::numeric DESC LIMIT 1) AS band
    FROM judged j
    JOIN bases p ON p.unit_id = j.unit_id
    JOIN unit u ON u.id = j.unit_id
   ORDER BY j.peer_group, rank, u.code
$$;

-- The gateway sees the board through app_scoreboard only, which hides what an
-- account may not see.
REVOKE EXECUTE ON FUNCTION mark_campaign(integer, integer[], integer[]), scoreboard(integer),
                           mark_changed_cells(), mark_changed_criteria(), mark_changed_units(),
                           mark_changed_campaigns() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION mark_campaign(integer, integer[], integer[]), scoreboard(integer) TO mc_admin;
