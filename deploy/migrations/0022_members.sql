-- The member software: what its exports say of a unit on a day.  Nothing personal is kept: a
-- snapshot has numbers, and findings that point at sheet, row and column of the unit's own file.

-- Which column of an export means what, told once by a person; headers are known by the
-- fingerprint of their set.  A unit below uses what a unit above it has told.
CREATE TABLE member_mapping (
  unit_id      integer NOT NULL REFERENCES unit,
  fingerprint  uuid NOT NULL,
  fields       jsonb NOT NULL CHECK (jsonb_typeof(fields) = 'object'),   -- {"folded header": "field"}
  at           timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (unit_id, fingerprint));

CREATE TABLE member_weight (                 -- none: each part weighs the same
  campaign_id   integer PRIMARY KEY REFERENCES campaign ON DELETE CASCADE,
  correctness   integer NOT NULL CHECK (correctness BETWEEN 0 AND 100),
  completeness  integer NOT NULL CHECK (completeness BETWEEN 0 AND 100),
  regularity    integer NOT NULL CHECK (regularity BETWEEN 0 AND 100),
  CHECK (correctness + completeness + regularity > 0));

CREATE TABLE member_snapshot (
  id           uuid PRIMARY KEY,             -- named by unit, campaign, day, contents and weights
  unit_id      integer NOT NULL REFERENCES unit,
  campaign_id  integer REFERENCES campaign ON DELETE CASCADE,
  as_of        date NOT NULL,
  file_hash    text NOT NULL CHECK (file_hash ~ '^[0-9a-f]{64}$'),
  rows         integer NOT NULL CHECK (rows >= 0),
  members      integer NOT NULL CHECK (members BETWEEN 0 AND rows),   -- active ones
  score        numeric(5,2) NOT NULL CHECK (score BETWEEN 0 AND 100),
  receipt      jsonb NOT NULL,
  findings     jsonb NOT NULL,
  account_id   integer REFERENCES account,   -- NULL: from the command line
  at           timestamptz NOT NULL DEFAULT now());
CREATE INDEX member_snapshot_unit ON member_snapshot (unit_id, as_of DESC, at DESC);

-- The criterion that reads the score of a unit's latest snapshot, as which of its figures.
CREATE TABLE member_criterion (
  campaign_id   integer PRIMARY KEY REFERENCES campaign ON DELETE CASCADE,
  criterion_id  integer NOT NULL REFERENCES criterion,
  figure        smallint NOT NULL CHECK (figure > 0));

-- Active members of a unit on a day: its own latest snapshot, else those of all units right
-- below it; NULL where that is not known.
CREATE FUNCTION member_count(unit integer, on_day date) RETURNS integer
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
DECLARE
  found_count integer;
BEGIN
  SELECT s.members INTO found_count FROM member_snapshot s
   WHERE s.unit_id = member_count.unit AND s.as_of <= on_day
   ORDER BY s.as_of DESC, s.at DESC, s.id LIMIT 1;
  IF found_count IS NULL THEN
    SELECT CASE WHEN count(*) = count(c.members) THEN sum(c.members)::integer END INTO found_count
      FROM (SELECT member_count(u.id, on_day) AS members FROM unit u
             WHERE u.parent_id = member_count.unit AND u.valid_from <= on_day
               AND (u.valid_to IS NULL OR u.valid_to > on_day)) c;
  END IF;
  RETURN found_count;
END $$;

-- What the latest snapshot in the criterion's window brings to it stands there, and nothing of earlier ones;
-- what counts as before marks nothing.
CREATE FUNCTION member_feed(wanted_campaign integer, wanted_unit integer) RETURNS void
LANGUAGE sql VOLATILE SET search_path = public, pg_temp AS $$
  WITH latest AS (
    SELECT s.id, s.as_of, s.score
      FROM member_snapshot s
      JOIN campaign c ON c.id = s.campaign_id
      LEFT JOIN member_criterion m ON m.campaign_id = c.id
      LEFT JOIN criterion k ON k.id = m.criterion_id
     WHERE s.unit_id = wanted_unit AND s.campaign_id = wanted_campaign
       AND s.as_of BETWEEN coalesce(k.window_from, c.period_from) AND coalesce(k.window_to, c.period_to)
     ORDER BY s.as_of DESC, s.at DESC, s.id LIMIT 1),
  fact AS (
    SELECT m.criterion_id, l.id AS evidence_id, f.figure, f.amount, l.as_of
      FROM latest l
      JOIN member_criterion m ON m.campaign_id = wanted_campaign
      JOIN campaign_unit u ON u.campaign_id = wanted_campaign AND u.unit_id = wanted_unit
     CROSS JOIN LATERAL (VALUES (0::smallint, 1::numeric), (m.figure, l.score)) f(figure, amount)),
  gone AS (
    DELETE FROM evidence_fact e USING member_snapshot s
     WHERE e.campaign_id = wanted_campaign AND e.unit_id = wanted_unit
       AND s.id = e.evidence_id AND s.unit_id = wanted_unit AND s.campaign_id = wanted_campaign
       AND NOT EXISTS (SELECT FROM fact f
                        WHERE f.evidence_id = e.evidence_id AND f.criterion_id = e.criterion_id
                          AND f.figure = e.figure)
    RETURNING e.criterion_id),
  put AS (
    INSERT INTO evidence_fact AS e (campaign_id, unit_id, criterion_id, evidence_id, figure, amount,
                                    occurred_on)
    SELECT wanted_campaign, wanted_unit, criterion_id, evidence_id, figure, amount, as_of FROM fact
     ORDER BY 3, 4, 5
    ON CONFLICT (campaign_id, unit_id, criterion_id, evidence_id, figure) DO UPDATE
       SET amount = excluded.amount, occurred_on = excluded.occurred_on
     WHERE (e.amount, e.occurred_on) IS DISTINCT FROM (excluded.amount, excluded.occurred_on)
    RETURNING e.criterion_id)
  INSERT INTO recompute (campaign_id, unit_id, criterion_id)
  SELECT wanted_campaign, wanted_unit, criterion_id
    FROM (SELECT criterion_id FROM gone UNION SELECT criterion_id FROM put) t
   ORDER BY 1, 2, 3
  ON CONFLICT (campaign_id, unit_id, criterion_id) DO UPDATE
     SET generation = nextval('recompute_generation'), attempts = 0, reason = NULL
$$;

-- A snapshot goes in once, with what it brings to its criterion and the mapping that read it.
-- {"fault"}: why not.
CREATE FUNCTION members_take(given jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SET search_path = public, pg_temp AS $$
DECLARE
  chosen campaign;
  place integer;
  is_new boolean;
BEGIN
  SELECT id INTO place FROM unit WHERE code = given ->> 'unit' FOR NO KEY UPDATE;
  SELECT * INTO chosen FROM campaign WHERE code = given ->> 'campaign' FOR SHARE;
  IF place IS NULL THEN
    RETURN jsonb_build_object('fault', 'unit.unknown');
  ELSIF given ->> 'campaign' IS NOT NULL AND NOT EXISTS (
          SELECT FROM campaign_unit m WHERE m.campaign_id = chosen.id AND m.unit_id = place) THEN
    RETURN jsonb_build_object('fault', 'campaign.unknown');
  ELSIF chosen.state = 'published' THEN
    RETURN jsonb_build_object('fault', 'campaign.closed');
  END IF;
  INSERT INTO member_snapshot (id, unit_id, campaign_id, as_of, file_hash, rows, members, score,
                               receipt, findings)
  VALUES ((given ->> 'id')::uuid, place, chosen.id, (given ->> 'as_of')::date, given ->> 'hash',
          (given ->> 'rows')::integer, (given ->> 'members')::integer,
          (given ->> 'score')::numeric, given -> 'receipt', given -> 'findings')
  ON CONFLICT (id) DO NOTHING;
  is_new := FOUND;
  INSERT INTO member_mapping (unit_id, fingerprint, fields)
  SELECT place, m.key::uuid, m.value FROM jsonb_each(given -> 'mappings') m
  ON CONFLICT (unit_id, fingerprint) DO UPDATE SET fields = excluded.fields, at = now()
   WHERE member_mapping.fields <> excluded.fields;
  PERFORM member_feed(chosen.id, place) WHERE chosen.id IS NOT NULL;
  RETURN jsonb_build_object('new', is_new);
END $$;

-- Which criterion reads the scores of a campaign, and how the parts weigh; the scores that are
-- there feed it at once.  {"fault"}: why not.
CREATE FUNCTION members_set(wanted text, wanted_criterion text, wanted_figure text, weights integer[])
RETURNS jsonb
LANGUAGE plpgsql VOLATILE SET search_path = public, pg_temp AS $$
DECLARE
  chosen campaign;
  place criterion;
  figure integer;
BEGIN
  SELECT * INTO chosen FROM campaign WHERE code = wanted FOR NO KEY UPDATE;
  SELECT * INTO place FROM criterion k
   WHERE k.set_id = chosen.criteria_set_id AND k.level = 'criterion' AND k.code = wanted_criterion;
  figure := array_position(place.figures, wanted_figure);
  IF chosen.id IS NULL THEN
    RETURN jsonb_build_object('fault', 'campaign.unknown');
  ELSIF chosen.state = 'published' THEN
    RETURN jsonb_build_object('fault', 'campaign.closed');
  ELSIF place.id IS NULL OR figure IS NULL THEN
    RETURN jsonb_build_object('fault', 'criterion.unknown');
  END IF;
  INSERT INTO member_criterion VALUES (chosen.id, place.id, figure)
  ON CONFLICT (campaign_id) DO UPDATE
     SET criterion_id = excluded.criterion_id, figure = excluded.figure;
  INSERT INTO member_weight
  SELECT chosen.id, weights[1], weights[2], weights[3] WHERE weights IS NOT NULL
  ON CONFLICT (campaign_id) DO UPDATE
     SET correctness = excluded.correctness, completeness = excluded.completeness,
         regularity = excluded.regularity;
  PERFORM member_feed(chosen.id, s.unit_id)
     FROM (SELECT DISTINCT unit_id FROM member_snapshot WHERE campaign_id = chosen.id
            ORDER BY unit_id) s;
  RETURN jsonb_build_object('criterion', place.code, 'figure', wanted_figure);
END $$;

-- What an import must know beforehand: the mappings of the unit and of those above it, the
-- nearest last, and the weights of the campaign.
CREATE FUNCTION members_known(wanted_unit text, wanted_campaign text) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  WITH RECURSIVE above AS (
    SELECT id, parent_id, 0 AS far FROM unit WHERE code = wanted_unit
    UNION ALL
    SELECT u.id, u.parent_id, a.far + 1 FROM above a JOIN unit u ON u.id = a.parent_id WHERE a.far < 16)
  SELECT jsonb_build_object(
           'mappings', (SELECT coalesce(jsonb_object_agg(m.fingerprint, m.fields ORDER BY a.far DESC), '{}')
                          FROM above a JOIN member_mapping m ON m.unit_id = a.id),
           'weights', (SELECT jsonb_build_array(w.correctness, w.completeness, w.regularity)
                         FROM member_weight w JOIN campaign c ON c.id = w.campaign_id
                        WHERE c.code = wanted_campaign))
$$;

REVOKE EXECUTE ON FUNCTION members_set(text, text, text, integer[]), members_known(text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION members_set(text, text, text, integer[]), members_known(text, text) TO mc_admin;
REVOKE EXECUTE ON FUNCTION member_feed(integer, integer), members_take(jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION member_feed(integer, integer), members_take(jsonb) TO mc_admin;
GRANT SELECT ON member_snapshot TO mc_gateway, mc_validation;
GRANT SELECT, INSERT, UPDATE, DELETE
   ON member_mapping, member_weight, member_snapshot, member_criterion TO mc_admin;
ALTER TABLE member_snapshot ENABLE ROW LEVEL SECURITY;
CREATE POLICY services ON member_snapshot TO mc_validation, mc_admin USING (true) WITH CHECK (true);
CREATE POLICY readers ON member_snapshot FOR SELECT TO mc_gateway
  USING (unit_id = ANY ((SELECT app_readable_units())::int[]));
