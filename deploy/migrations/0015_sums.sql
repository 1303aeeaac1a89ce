-- What a unit comes to as a whole, by each body that has said something: computed by the
-- scoring service with the criteria set's own words on pools, caps, gates, bands and ties
-- (services/lib/rules/unit.h), so that a board is read and not computed.
-- Owed as a mark with criterion -1, which every completed score leaves for its unit.

CREATE TABLE unit_total (
  campaign_id  integer NOT NULL REFERENCES campaign ON DELETE CASCADE,
  unit_id      integer NOT NULL REFERENCES unit,
  body         text NOT NULL CHECK (body IN ('computed', 'self', 'appraised', 'approved')),
  total        numeric(12,2) NOT NULL,
  base         numeric(12,2) NOT NULL,
  bonus        numeric(12,2) NOT NULL,
  points       numeric(12,2) NOT NULL,         -- of the base, that apply to the unit
  waiting      integer NOT NULL,               -- criteria that count as 0 until a person decides
  band         text,                           -- NULL: a person's
  tie          numeric(12,2)[] NOT NULL,       -- parts equal totals: the greater is better, in order
  parts        jsonb NOT NULL,                 -- what stands at the top of the base, by code
  receipt      jsonb NOT NULL,
  generation   bigint NOT NULL,                -- the fence of the claim, as in score
  computed_at  timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (campaign_id, unit_id, body)) WITH (fillfactor = 50);

GRANT SELECT ON unit_total TO mc_gateway;
GRANT SELECT, INSERT, UPDATE, DELETE ON unit_total TO mc_scoring, mc_admin;
ALTER TABLE unit_total ENABLE ROW LEVEL SECURITY;
CREATE POLICY services ON unit_total TO mc_scoring, mc_admin USING (true) WITH CHECK (true);
CREATE POLICY readers ON unit_total FOR SELECT TO mc_gateway
  USING (unit_id = ANY ((SELECT app_readable_units())::int[]));

INSERT INTO recompute (campaign_id, unit_id, criterion_id)
SELECT campaign_id, unit_id, -1 FROM campaign_unit ORDER BY 1, 2;

-- ---------------------------------------------------------------- the board
-- A peer group is ranked by one body's totals: the approved ones if every unit of the group
-- has one, else likewise the appraised, else the computed; equal totals are parted by the
-- set's tie break and share a rank where that does not part them (1, 2, 2, 4).  The band is
-- that of the same total.  A unit of which nothing is computed yet stands at 0.
CREATE FUNCTION judged_totals(wanted integer)
RETURNS TABLE (unit_id integer, peer_group text, computed numeric, self numeric, appraised numeric,
               approved numeric, body text, best numeric, tie numeric[], band text, parts jsonb)
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  WITH rows AS MATERIALIZED (
    SELECT m.unit_id, m.peer_group,
           coalesce(max(t.total) FILTER (WHERE t.body = 'computed'), 0.00) AS computed,
           max(t.total) FILTER (WHERE t.body = 'self') AS self,
           max(t.total) FILTER (WHERE t.body = 'appraised') AS appraised,
           max(t.total) FILTER (WHERE t.body = 'approved') AS approved
      FROM campaign_unit m
      LEFT JOIN unit_total t ON t.campaign_id = m.campaign_id AND t.unit_id = m.unit_id
     WHERE m.campaign_id = wanted
     GROUP BY m.unit_id, m.peer_group),
  judged AS (
    SELECT r.*, CASE WHEN count(*) OVER peers = count(r.approved) OVER peers THEN 'approved'
                     WHEN count(*) OVER peers = count(r.appraised) OVER peers THEN 'appraised'
                     ELSE 'computed' END AS body
      FROM rows r WINDOW peers AS (PARTITION BY r.peer_group))
  SELECT j.unit_id, j.peer_group, j.computed, j.self, j.appraised, j.approved, j.body,
         coalesce(t.total, 0.00), coalesce(t.tie, '{}'), t.band, coalesce(t.parts, '{}')
    FROM judged j
    LEFT JOIN unit_total t ON t.campaign_id = wanted AND t.unit_id = j.unit_id AND t.body = j.body
$$;

CREATE OR REPLACE FUNCTION scoreboard(wanted integer)
RETURNS TABLE (code text, name text, peer_group text, computed text, self text, appraised text,
               approved text, rank integer, band text)
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT u.code, u.name, j.peer_group, j.computed::text, j.self::text, j.appraised::text,
         j.approved::text,
         (rank() OVER (PARTITION BY j.peer_group ORDER BY j.best DESC, j.tie DESC))::integer AS rank,
         j.band
    FROM judged_totals(wanted) j JOIN unit u ON u.id = j.unit_id
   ORDER BY j.peer_group, rank, u.code
$$;

-- Each unit's rank under every variation of the weights: one top group of criteria counts
-- `percent` more or less, all others as they are.  The board's numbers and tie rule.
-- low and high: the best and the worst rank of all variations.
CREATE OR REPLACE FUNCTION rank_sensitivity(wanted integer, percent numeric)
RETURNS TABLE (unit_id integer, peer_group text, rank integer, low integer, high integer,
               weakest text)
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  WITH board AS MATERIALIZED (
    SELECT j.*, rank() OVER (PARTITION BY j.peer_group ORDER BY j.best DESC, j.tie DESC) AS rank
      FROM judged_totals(wanted) j),
  variation AS (
    SELECT t.code, v.sign
      FROM (SELECT DISTINCT p.key AS code FROM board b CROSS JOIN jsonb_object_keys(b.parts) p(key)) t
     CROSS JOIN (VALUES (-1), (1)) v(sign)),
  ranked AS (
    SELECT b.unit_id, v.code, b.rank AS now,
           rank() OVER (PARTITION BY v.code, v.sign, b.peer_group
                        ORDER BY b.best + v.sign * percent / 100
                                 * coalesce((b.parts ->> v.code)::numeric, 0) DESC, b.tie DESC) AS rank
      FROM board b CROSS JOIN variation v)
  SELECT b.unit_id, b.peer_group, b.rank::integer, least(b.rank, min(r.rank))::integer,
         greatest(b.rank, max(r.rank))::integer,
         (array_agg(r.code ORDER BY abs(r.rank - r.now) DESC, r.code) FILTER (WHERE r.rank <> r.now))[1]
    FROM board b LEFT JOIN ranked r ON r.unit_id = b.unit_id
   GROUP BY b.unit_id, b.peer_group, b.rank
$$;

-- ---------------------------------------------------------------- publication
-- The sums of each body are published with what they are the sums of.
ALTER FUNCTION publication_unit(integer, integer) RENAME TO publication_cells;
CREATE FUNCTION publication_unit(wanted_campaign integer, wanted_unit integer) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT publication_cells(wanted_campaign, wanted_unit) || jsonb_build_object('sums', (
           SELECT coalesce(jsonb_object_agg(t.body, t.receipt), '{}') FROM unit_total t
            WHERE t.campaign_id = wanted_campaign AND t.unit_id = wanted_unit))
$$;

REVOKE EXECUTE ON FUNCTION judged_totals(integer), publication_unit(integer, integer) FROM PUBLIC;
