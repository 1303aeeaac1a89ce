-- Targets keep their history: which account set a value, when, and the value before.
CREATE TABLE target_change (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  campaign_id   integer NOT NULL,
  unit_id       integer NOT NULL,
  criterion_id  integer NOT NULL,
  old_value     numeric(18,4),               -- NULL: there was none
  new_value     numeric(18,4),               -- NULL: withdrawn
  source        text NOT NULL DEFAULT '',    -- the file or document that app.source names
  at            timestamptz NOT NULL DEFAULT now());
CREATE INDEX target_change_cell ON target_change (campaign_id, unit_id, criterion_id, id);
GRANT SELECT ON target_change TO mc_gateway;
GRANT SELECT, INSERT, UPDATE, DELETE ON target_change TO mc_admin;
