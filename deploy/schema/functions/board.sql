-- The board: totals, ranks and bands of a campaign, how stable the ranks are, and who may see what.

-- A peer group is ranked by one body's totals: the approved ones if every unit of the group
-- has one, else likewise the appraised, else the computed; the set's tie break separates equal
-- totals, and those that it does not separate share a rank (1, 2, 2, 4).  The band is
-- that of the same total.  A unit without any computed score has the total 0.
CREATE OR REPLACE FUNCTION judged_totals(wanted integer)
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
GRANT EXECUTE ON FUNCTION judged_totals(integer) TO mc_admin;

-- Totals, rank within the peer group and band of every unit of a campaign.  Self, appraised and
-- approved totals are NULL until that body has given a score.  The gateway reads the board through
-- app_scoreboard only, which hides what an account may not see.
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
GRANT EXECUTE ON FUNCTION scoreboard(integer) TO mc_admin;

-- The board of a published result is the one that was published; of a result that was
-- published elsewhere and imported as such, the present one.
CREATE OR REPLACE FUNCTION standing_board(chosen campaign)
RETURNS TABLE (code text, name text, peer_group text, computed text, self text, appraised text,
               approved text, rank integer, band text)
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  WITH last AS MATERIALIZED (
    SELECT t.content::jsonb AS board
      FROM publication p
      JOIN publication_part t ON t.publication_id = p.id AND t.name = 'board'
     WHERE chosen.state = 'published' AND p.campaign_id = chosen.id AND p.signature IS NOT NULL
     ORDER BY p.number DESC LIMIT 1)
  SELECT * FROM scoreboard(chosen.id) WHERE NOT EXISTS (SELECT FROM last)
  UNION ALL
  SELECT b.*
    FROM last
   CROSS JOIN LATERAL jsonb_to_recordset(last.board)
      AS b(code text, name text, peer_group text, computed text, self text, appraised text,
           approved text, rank integer, band text)
$$;
GRANT EXECUTE ON FUNCTION standing_board(campaign) TO mc_admin;

-- One board for one account.  Every unit of the campaign is on it; its points, rank
-- and band are NULL if the account may not see them.  The committee and the inspectors
-- see their units at any time; officers and councils see their own points, but
-- ranks, bands and the others only once the result is published, as does everybody
-- else.  The order of the rows reveals nothing that is hidden.  NULL: no such campaign.
CREATE OR REPLACE FUNCTION app_scoreboard(wanted text) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  chosen campaign;
  is_open boolean;
  is_judge boolean;
  readable integer[];
  board jsonb;
BEGIN
  SELECT * INTO chosen FROM campaign WHERE code = wanted;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  is_open := chosen.state = 'published';
  is_judge := EXISTS (SELECT FROM account WHERE id = app_account() AND role IN ('committee', 'inspector'));
  readable := app_readable_units('results:read');
  SELECT coalesce(jsonb_agg(jsonb_build_object(
           'code', b.code, 'name', b.name, 'peer_group', b.peer_group,
           'computed', b.points ->> 'computed', 'self', b.points ->> 'self',
           'appraised', b.points ->> 'appraised', 'approved', b.points ->> 'approved',
           'rank', b.place -> 'rank', 'band', b.place ->> 'band')
           ORDER BY b.peer_group, (b.place ->> 'rank')::numeric NULLS LAST, b.code), '[]')
    INTO board
    FROM (SELECT u.code, coalesce(s.name, u.name) AS name, m.peer_group,
                 CASE WHEN is_open OR u.id = ANY (readable) THEN to_jsonb(s) END AS points,
                 CASE WHEN is_open OR (is_judge AND u.id = ANY (readable)) THEN to_jsonb(s) END AS place
            FROM campaign_unit m
            JOIN unit u ON u.id = m.unit_id
            LEFT JOIN standing_board(chosen) s ON s.code = u.code
           WHERE m.campaign_id = chosen.id) b;
  RETURN jsonb_build_object('campaign', chosen.code, 'state', chosen.state, 'units', board);
END $$;
GRANT EXECUTE ON FUNCTION app_scoreboard(text) TO mc_gateway, mc_admin;

-- The previous campaign of the same province: the newest published one that ended before
-- this one began.
-- Internal.
CREATE OR REPLACE FUNCTION campaign_before(chosen campaign) RETURNS campaign
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT c FROM campaign c
   WHERE c.province_id = chosen.province_id AND c.state = 'published' AND c.period_to < chosen.period_from
   ORDER BY c.period_to DESC, c.id DESC LIMIT 1
$$;

-- Each unit's rank under every variation of the weights: one top group of criteria counts
-- `percent` more or less, all others are unchanged.  Same totals and tie rule as the board.
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
GRANT EXECUTE ON FUNCTION rank_sensitivity(integer, numeric) TO mc_admin;

-- The board of app_scoreboard with the rank of the year before, which is published and
-- so visible to everybody; around: only this unit and the five nearest to it in its peer group, two
-- above and three below where there are as many.
CREATE OR REPLACE FUNCTION app_board(wanted text, around text) RETURNS jsonb
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
GRANT EXECUTE ON FUNCTION app_board(text, text) TO mc_gateway;

-- How stable the ranks are, for accounts that may see ranks now.
CREATE OR REPLACE FUNCTION app_sensitivity(wanted text, percent numeric) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object('campaign', c.code, 'percent', percent::text, 'units', (
           SELECT coalesce(jsonb_agg(jsonb_build_object(
                    'code', u.code, 'name', u.name, 'peer_group', r.peer_group, 'rank', r.rank,
                    'best', r.low, 'worst', r.high, 'is_firm', r.low = r.high, 'group', r.weakest)
                    ORDER BY r.peer_group, r.rank, u.code), '[]')
             FROM rank_sensitivity(c.id, percent) r JOIN unit u ON u.id = r.unit_id
            WHERE c.state = 'published'
               OR (u.id = ANY (app_readable_units('results:read'))
                   AND EXISTS (SELECT FROM account WHERE id = app_account()
                                  AND role IN ('committee', 'inspector')))))
    FROM campaign c WHERE c.code = wanted
$$;
GRANT EXECUTE ON FUNCTION app_sensitivity(text, numeric) TO mc_gateway;

-- All inputs of one unit's scores in one text: {"set", "inputs"}, as `minhchung score`
-- reads them.  With the rights of the caller.
CREATE OR REPLACE FUNCTION unit_scoring(wanted_campaign integer, wanted_unit integer) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  WITH piece AS (
    SELECT f.criterion_id, jsonb_build_object(
             'id', f.evidence_id, 'on', min(f.occurred_on), 'days_late', max(f.days_late),
             'figures', coalesce(jsonb_object_agg(k.figures[f.figure], trim_scale(f.amount)::text)
                                 FILTER (WHERE f.figure > 0), '{}')) AS piece
      FROM evidence_fact f JOIN criterion k ON k.id = f.criterion_id
     WHERE f.campaign_id = wanted_campaign AND f.unit_id = wanted_unit
     GROUP BY f.criterion_id, f.evidence_id),
  filed AS (
    SELECT criterion_id, jsonb_agg(piece ORDER BY piece ->> 'id') AS evidence FROM piece GROUP BY criterion_id),
  said AS (
    SELECT DISTINCT ON (a.criterion_id) a.criterion_id, jsonb_build_object(
             'body', a.body, 'value', a.value::text, 'reason', nullif(a.reason, '')) AS assessed
      FROM assessed_score a
     WHERE a.campaign_id = wanted_campaign AND a.unit_id = wanted_unit
       AND a.body IN ('appraised', 'approved')
     ORDER BY a.criterion_id, a.body = 'approved' DESC),
  line AS (
    SELECT k.sort, k.id, jsonb_strip_nulls(jsonb_build_object(
             'unit', u.code, 'criterion', k.code, 'evidence', f.evidence,
             'target', trim_scale(t.value)::text, 'not_applicable', n.reason,
             'assessed', d.assessed)) AS line
      FROM campaign c
      JOIN unit u ON u.id = wanted_unit
      JOIN criterion k ON k.set_id = c.criteria_set_id AND k.level = 'criterion'
      LEFT JOIN filed f ON f.criterion_id = k.id
      LEFT JOIN said d ON d.criterion_id = k.id
      LEFT JOIN target t ON t.campaign_id = c.id AND t.unit_id = u.id AND t.criterion_id = k.id
      LEFT JOIN not_applicable n ON n.campaign_id = c.id AND n.unit_id = u.id AND n.criterion_id = k.id
     WHERE c.id = wanted_campaign)
  SELECT jsonb_build_object(
           'set', criteria_document(c.criteria_set_id) - 'directory' || jsonb_build_object(
             'period', jsonb_build_object('from', c.period_from, 'to', c.period_to)),
           'inputs', jsonb_build_array(jsonb_build_object(
             'unit', u.code, 'name', u.name, 'kind', u.kind, 'peer_group', m.peer_group))
             || (SELECT coalesce(jsonb_agg(l.line ORDER BY l.sort, l.id), '[]') FROM line l))
    FROM campaign c
    JOIN campaign_unit m ON m.campaign_id = c.id AND m.unit_id = wanted_unit
    JOIN unit u ON u.id = m.unit_id
   WHERE c.id = wanted_campaign
$$;
GRANT EXECUTE ON FUNCTION unit_scoring(integer, integer) TO mc_gateway, mc_admin;
