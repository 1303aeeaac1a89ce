-- The total of a unit by each body that has scored it, computed by the
-- scoring service with the criteria set's own settings for pools, caps, gates, bands and ties
-- (services/domain/rules/unit.h), so that showing a board computes nothing.
-- A dirty mark with criterion -1 requests it; every completed score leaves one for its unit.

CREATE TABLE unit_total (
  campaign_id  integer NOT NULL REFERENCES campaign ON DELETE CASCADE,
  unit_id      integer NOT NULL REFERENCES unit,
  body         text NOT NULL CHECK (body IN ('computed', 'self', 'appraised', 'approved')),
  total        numeric(12,2) NOT NULL,
  base         numeric(12,2) NOT NULL,
  bonus        numeric(12,2) NOT NULL,
  points       numeric(12,2) NOT NULL,         -- base points that apply to the unit
  waiting      integer NOT NULL,               -- criteria that count as 0 until a person decides
  band         text,                           -- NULL: a person decides
  tie          numeric(12,2)[] NOT NULL,       -- breaks ties between equal totals: the greater is better, in order
  parts        jsonb NOT NULL,                 -- points of the top-level parts of the base, by code
  receipt      jsonb NOT NULL,
  generation   bigint NOT NULL,                -- the fence of the claim, as in score
  computed_at  timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (campaign_id, unit_id, body)) WITH (fillfactor = 50);

GRANT SELECT ON unit_total TO mc_gateway;
GRANT SELECT, INSERT, UPDATE, DELETE ON unit_total TO mc_scoring, mc_admin;
ALTER TABLE unit_total ENABLE ROW LEVEL SECURITY;

INSERT INTO recompute (campaign_id, unit_id, criterion_id)
SELECT campaign_id, unit_id, -1 FROM campaign_unit ORDER BY 1, 2;
