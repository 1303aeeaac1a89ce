-- What a unit comes to as a whole, by each body that has said something: computed by the
-- scoring service with the criteria set's own words on pools, caps, gates, bands and ties
-- (services/domain/rules/unit.h), so that a board is read and not computed.
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

INSERT INTO recompute (campaign_id, unit_id, criterion_id)
SELECT campaign_id, unit_id, -1 FROM campaign_unit ORDER BY 1, 2;
