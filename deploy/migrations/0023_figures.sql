-- Figures of pieces by their names, so that a piece can be judged beside what its unit, its
-- peers and the units below it filed; and in which pieces a unit cites one document.
-- A revision's rows are written before the piece is judged (services/validation/around), so
-- that of two pieces that are judged at once one sees the other.

CREATE TABLE figure_value (                  -- of current revisions; older ones go with the next
  evidence_id    uuid NOT NULL,
  submission_id  uuid NOT NULL,
  key            text NOT NULL,              -- services/lib/checks/figure_name.c
  shape          smallint NOT NULL,          -- 0 of one occasion, 1 promised by a plan, 2 of the year so far
  name           text NOT NULL,              -- as it was filed
  amount         numeric(18,4) NOT NULL,
  campaign_id    integer NOT NULL,
  unit_id        integer NOT NULL,
  criteria       text[] NOT NULL,            -- codes: they stay when the year's ids do not
  kind           text NOT NULL,
  occurred_on    date NOT NULL,
  PRIMARY KEY (evidence_id, submission_id, key, shape));
CREATE INDEX figure_value_unit ON figure_value (unit_id, key, occurred_on DESC);
CREATE INDEX figure_value_campaign ON figure_value (campaign_id, unit_id, key);

CREATE TABLE document_cited (
  evidence_id    uuid NOT NULL,
  submission_id  uuid NOT NULL,
  campaign_id    integer NOT NULL,
  unit_id        integer NOT NULL,
  symbol         text NOT NULL,              -- services/lib/checks/symbol.h, symbol_key
  criterion_ids  integer[] NOT NULL,
  filed_at       timestamptz NOT NULL,
  PRIMARY KEY (evidence_id, submission_id));
CREATE INDEX document_cited_symbol ON document_cited (campaign_id, unit_id, symbol, filed_at);

CREATE INDEX campaign_unit_peers ON campaign_unit (campaign_id, peer_group, unit_id);

GRANT SELECT, INSERT, DELETE ON figure_value, document_cited TO mc_validation;
GRANT SELECT ON figure_value TO mc_gateway;
GRANT SELECT, INSERT, UPDATE, DELETE ON figure_value, document_cited TO mc_admin;

ALTER TABLE figure_value ENABLE ROW LEVEL SECURITY;
CREATE POLICY services ON figure_value TO mc_validation, mc_admin USING (true) WITH CHECK (true);
CREATE POLICY readers ON figure_value FOR SELECT TO mc_gateway
  USING (unit_id = ANY ((SELECT app_readable_units())::int[]));
ALTER TABLE document_cited ENABLE ROW LEVEL SECURITY;
CREATE POLICY services ON document_cited TO mc_validation, mc_admin USING (true) WITH CHECK (true);

-- What a unit says of a figure in a campaign and for some of these criteria, up to a day: what it
-- did each time together, or the last word of the year so far.  NULL: nothing.
CREATE FUNCTION figure_of_unit(campaign integer, unit integer, wanted text, wanted_shape smallint,
                               wanted_criteria text[], until date) RETURNS numeric
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT CASE WHEN wanted_shape = 2 THEN (array_agg(x.amount ORDER BY x.occurred_on DESC))[1]
              ELSE sum(x.amount) END
    FROM (SELECT f.amount, f.occurred_on
            FROM figure_value f
            JOIN submission s ON s.id = f.submission_id AND s.is_current
            LEFT JOIN validation v ON v.submission_id = f.submission_id
           WHERE f.unit_id = unit AND f.key = wanted AND f.shape = wanted_shape
             AND f.campaign_id = campaign AND f.criteria && wanted_criteria AND f.occurred_on <= until
             AND coalesce(v.verdict, 1) = 1
           ORDER BY f.unit_id, f.key, f.occurred_on DESC
           LIMIT 64) x
$$;
REVOKE EXECUTE ON FUNCTION figure_of_unit(integer, integer, text, smallint, text[], date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION figure_of_unit(integer, integer, text, smallint, text[], date) TO mc_validation, mc_admin;
