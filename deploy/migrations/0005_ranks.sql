-- What a rank is worth: who stands around a unit, how it moved since the year before, and
-- whether it outlives a little more or less weight on one group of criteria.

-- The campaign before, of the same province: the newest published one that ended before
-- this one began.
CREATE FUNCTION campaign_before(chosen campaign) RETURNS campaign
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT c FROM campaign c
   WHERE c.province_id = chosen.province_id AND c.state = 'published' AND c.period_to < chosen.period_from
   ORDER BY c.period_to DESC, c.id DESC LIMIT 1
$$;

-- Each unit's rank under every variation of the weights: one top group of criteria counts
-- `percent` more or less, all others as they are.  The same body's numbers as the board,
-- the same tie rule (equal totals share a rank), the bonus pool's cap as it is.
-- low and high: the best and the worst rank of all variations.
CREATE FUNCTION rank_sensitivity(wanted integer, percent numeric)
RETURNS TABLE (unit_id integer, peer_group text, rank integer, low integer, high integer,
               weakest text)
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  WITH RECURSIVE
  chosen AS (
    SELECT c.id, s.id AS set_id, s.bonus_points
      FROM campaign c JOIN criteria_set s ON s.id = c.criteria_set_id WHERE c.id = wanted),
  place AS (                                   -- each criterion under its topmost ancestor
    SELECT k.id, k.id AS top, k.code AS top_code, k.is_bonus
      FROM chosen JOIN criterion k USING (set_id) WHERE k.parent_id IS NULL
    UNION ALL
    SELECT k.id, p.top, p.top_code, k.is_bonus FROM place p JOIN criterion k ON k.parent_id = p.id),
  board AS MATERIALIZED (
    SELECT b.*, u.id AS unit_id,
           CASE WHEN count(*) OVER peers = count(b.approved) OVER peers THEN 'approved'
                WHEN count(*) OVER peers = count(b.appraised) OVER peers THEN 'appraised'
                ELSE 'computed' END AS body
      FROM scoreboard(wanted) b JOIN unit u ON u.code = b.code
    WINDOW peers AS (PARTITION BY b.peer_group)),
  said AS (
    SELECT b.unit_id, s.criterion_id, s.value
      FROM board b JOIN score s ON s.campaign_id = wanted AND s.unit_id = b.unit_id AND s.state = 1
     WHERE b.body = 'computed'
    UNION ALL
    SELECT b.unit_id, a.criterion_id, a.value
      FROM board b
      JOIN assessed_score a ON a.campaign_id = wanted AND a.unit_id = b.unit_id AND a.body = b.body),
  part AS MATERIALIZED (                       -- the base points of a unit in each top group
    SELECT d.unit_id, p.top, p.top_code, sum(d.value) AS points
      FROM said d JOIN place p ON p.id = d.criterion_id
     WHERE NOT p.is_bonus
       AND NOT EXISTS (SELECT FROM not_applicable n WHERE n.campaign_id = wanted
                          AND n.unit_id = d.unit_id AND n.criterion_id = d.criterion_id)
     GROUP BY 1, 2, 3),
  variation AS (
    SELECT t.top, t.top_code, v.sign
      FROM (SELECT DISTINCT top, top_code FROM part) t CROSS JOIN (VALUES (-1), (1)) v(sign)),
  ranked AS (
    SELECT b.unit_id, v.top_code,
           rank() OVER (PARTITION BY v.top, v.sign, b.peer_group
                        ORDER BY (CASE b.body WHEN 'approved' THEN b.approved
                                              WHEN 'appraised' THEN b.appraised
                                              ELSE b.computed END)::numeric
                                 + v.sign * percent / 100 * coalesce(p.points, 0) DESC) AS rank
      FROM board b CROSS JOIN variation v
      LEFT JOIN part p ON p.unit_id = b.unit_id AND p.top = v.top)
  SELECT b.unit_id, b.peer_group, b.rank, least(b.rank, min(r.rank))::integer,
         greatest(b.rank, max(r.rank))::integer,
         (SELECT x.top_code FROM ranked x WHERE x.unit_id = b.unit_id AND x.rank <> b.rank
           ORDER BY abs(x.rank - b.rank) DESC, x.top_code LIMIT 1)
    FROM board b LEFT JOIN ranked r ON r.unit_id = b.unit_id
   GROUP BY b.unit_id, b.peer_group, b.rank
$$;

-- The board of app_scoreboard with the rank of the year before, which has been published and
-- is everybody's; around: only this unit and the five nearest to it in its peer group, two
-- above and three below where there are as many.
CREATE FUNCTION app_board(wanted text, around text) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  board jsonb := app_scoreboard(wanted);
  before campaign;
BEGIN
  IF board IS NULL THEN
    RETURN NULL;
  END IF;
  SELECT (campaign_before(c)).* INTO before FROM campaign c WHERE c.code = wanted;
  RETURN jsonb_set(board, '{units}', (
    WITH line AS (
      SELECT b.unit || jsonb_build_object('before', CASE WHEN s.code IS NOT NULL THEN
                         jsonb_build_object('campaign', before.code, 'rank', s.rank, 'band', s.band,
                                            'peer_group', s.peer_group) END) AS unit,
             b.unit ->> 'code' AS code, b.unit ->> 'peer_group' AS peer_group, b.n,
             row_number() OVER (PARTITION BY b.unit ->> 'peer_group' ORDER BY b.n) AS place,
             count(*) OVER (PARTITION BY b.unit ->> 'peer_group') AS peers
        FROM jsonb_array_elements(board -> 'units') WITH ORDINALITY b(unit, n)
        LEFT JOIN standing_board(before) s ON s.code = b.unit ->> 'code'),
    centre AS (
      SELECT l.peer_group, greatest(1, least(l.place - 2, l.peers - 5)) AS first, l.unit -> 'rank' AS rank
        FROM line l WHERE l.code = around)
    SELECT coalesce(jsonb_agg(l.unit ORDER BY l.n), '[]')
      FROM line l
     WHERE around IS NULL
        OR EXISTS (SELECT FROM centre c
                    WHERE c.peer_group = l.peer_group
                      AND CASE WHEN c.rank = 'null' THEN l.code = around
                               ELSE l.place BETWEEN c.first AND c.first + 5 END)));
END $$;

-- How firm the ranks are, to whoever may see ranks now.
CREATE FUNCTION app_sensitivity(wanted text, percent numeric) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object('campaign', c.code, 'percent', percent::text, 'units', (
           SELECT coalesce(jsonb_agg(jsonb_build_object(
                    'code', u.code, 'name', u.name, 'peer_group', r.peer_group, 'rank', r.rank,
                    'best', r.low, 'worst', r.high, 'is_firm', r.low = r.high, 'group', r.weakest)
                    ORDER BY r.peer_group, r.rank, u.code), '[]')
             FROM rank_sensitivity(c.id, percent) r JOIN unit u ON u.id = r.unit_id
            WHERE c.state = 'published'
               OR (u.id = ANY (app_readable_units())
                   AND EXISTS (SELECT FROM account WHERE id = app_account()
                                  AND role IN ('committee', 'inspector')))))
    FROM campaign c WHERE c.code = wanted
$$;

REVOKE EXECUTE ON FUNCTION campaign_before(campaign), rank_sensitivity(integer, numeric),
  app_board(text, text), app_sensitivity(text, numeric) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app_board(text, text), app_sensitivity(text, numeric) TO mc_gateway;
GRANT EXECUTE ON FUNCTION rank_sensitivity(integer, numeric) TO mc_admin;
