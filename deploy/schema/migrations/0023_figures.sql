-- Figures of submissions by name, so that one can be judged against what its unit, its
-- peers and the units below it submitted; and the submissions in which a unit cites one document.
-- The rows of a revision are written before it is judged (services/validation), so
-- that of two that are judged at once one sees the other.

CREATE TABLE figure_value (                  -- of current revisions; a later revision deletes the rows of the earlier
  evidence_id    uuid NOT NULL,
  submission_id  uuid NOT NULL,
  key            text NOT NULL,              -- services/domain/checks/figure_rules/figure_name.c
  shape          smallint NOT NULL,          -- 0 of one occasion, 1 planned, 2 of the year so far
  name           text NOT NULL,              -- as submitted
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
  symbol         text NOT NULL,              -- services/domain/text/symbol.h, symbol_key
  criterion_ids  integer[] NOT NULL,
  filed_at       timestamptz NOT NULL,
  PRIMARY KEY (evidence_id, submission_id));
CREATE INDEX document_cited_symbol ON document_cited (campaign_id, unit_id, symbol, filed_at);

CREATE INDEX campaign_unit_peers ON campaign_unit (campaign_id, peer_group, unit_id);

GRANT SELECT, INSERT, DELETE ON figure_value, document_cited TO mc_validation;
GRANT SELECT ON figure_value TO mc_gateway;
GRANT SELECT, INSERT, UPDATE, DELETE ON figure_value, document_cited TO mc_admin;

ALTER TABLE figure_value ENABLE ROW LEVEL SECURITY;
ALTER TABLE document_cited ENABLE ROW LEVEL SECURITY;

-- An editor's rules across figures for a campaign
-- (services/domain/checks/figure_rules/figure_rule.h); every version stays.
CREATE TABLE figure_rule (
  campaign_id  integer NOT NULL REFERENCES campaign ON DELETE CASCADE,
  code         text NOT NULL CHECK (code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$'),
  version      integer NOT NULL,
  body         jsonb,                        -- NULL: it was removed
  is_on        boolean NOT NULL DEFAULT true,
  is_current   boolean NOT NULL DEFAULT true,
  account_id   integer REFERENCES account,   -- NULL: from the command line
  at           timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (campaign_id, code, version));
CREATE UNIQUE INDEX figure_rule_current ON figure_rule (campaign_id, code) WHERE is_current;
GRANT SELECT ON figure_rule TO mc_validation, mc_gateway;
GRANT SELECT, INSERT, UPDATE, DELETE ON figure_rule TO mc_admin;
