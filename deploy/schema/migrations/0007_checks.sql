-- An editor's settings of a check in one campaign, and what the reader knows of a file
-- beside its text.

CREATE TABLE check_setting (                 -- no row: the check as in the catalogue
  campaign_id  integer NOT NULL REFERENCES campaign ON DELETE CASCADE,
  code         text NOT NULL,                -- of the catalogue in services/domain/checks
  is_off       boolean NOT NULL DEFAULT false,
  severity     smallint CHECK (severity BETWEEN 1 AND 4),    -- validation.v1.Severity; NULL: the check's own
  parameters   jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(parameters) = 'object'),
  account_id   integer REFERENCES account,   -- NULL: set from the command line
  at           timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (campaign_id, code));
GRANT SELECT ON check_setting TO mc_validation, mc_gateway;

-- Lines "name=value": width, height, taken, latitude, longitude, software (pictures).
ALTER TABLE file_reading ADD COLUMN facts text NOT NULL DEFAULT '';
