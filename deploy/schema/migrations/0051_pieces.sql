-- The short code of each evidence item, its withdrawal, and the words by which it is found.

-- A code is made when the item is accepted, kept by every revision and never used again: the counter
-- of a place (campaign, criterion, unit) only grows.
CREATE TABLE evidence_counter (
  prefix  text PRIMARY KEY,                    -- "2026-1.1.3-HD-CANGLONG-"
  last    integer NOT NULL);

ALTER TABLE submission
  ADD COLUMN code text,
  ADD COLUMN words tsvector,                   -- folded words of code, title, symbol and text
  ADD COLUMN IF NOT EXISTS withdrawn_at timestamptz;         -- of all revisions of an item that its unit withdrew

WITH first AS (
  SELECT s.id, p.prefix, row_number() OVER (PARTITION BY p.prefix ORDER BY s.received_at, s.id) AS n
    FROM submission s
    JOIN campaign c ON c.id = s.campaign_id
    JOIN unit u ON u.id = s.unit_id
    JOIN criterion k ON k.id = s.criterion_ids[1]
   CROSS JOIN LATERAL (SELECT c.code || '-' || k.code || '-' || u.code || '-' AS prefix) p
   WHERE s.revision = 1),
counted AS (
  INSERT INTO evidence_counter (prefix, last) SELECT prefix, max(n) FROM first GROUP BY prefix)
UPDATE submission s
   SET code = f.prefix || CASE WHEN f.n < 10 THEN '0' ELSE '' END || f.n
  FROM first f
 WHERE f.id = s.evidence_id;

CREATE UNIQUE INDEX submission_code ON submission (code) WHERE revision = 1;
CREATE INDEX submission_words ON submission USING gin (words) WHERE is_current;
CREATE INDEX submission_withdrawn ON submission (campaign_id, unit_id, received_at DESC, id DESC)
  WHERE withdrawn_at IS NOT NULL;

CREATE TABLE evidence_act (                    -- what people did with a whole item; never changed
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  evidence_id  uuid NOT NULL,
  unit_id      integer NOT NULL REFERENCES unit,
  act          text NOT NULL CHECK (act IN ('withdrawn', 'restored')),
  reason       text NOT NULL DEFAULT '',
  account_id   integer NOT NULL REFERENCES account,
  at           timestamptz NOT NULL DEFAULT now());
CREATE INDEX evidence_act_item ON evidence_act (evidence_id, id);

CREATE TABLE explanation (                     -- of a criterion whose evidence is missing or partial
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  campaign_id   integer NOT NULL REFERENCES campaign ON DELETE CASCADE,
  unit_id       integer NOT NULL REFERENCES unit,
  criterion_id  integer NOT NULL REFERENCES criterion,
  text          text NOT NULL,                 -- '': taken back
  account_id    integer NOT NULL REFERENCES account,
  at            timestamptz NOT NULL DEFAULT now());
CREATE INDEX explanation_cell ON explanation (campaign_id, unit_id, criterion_id, id);

ALTER TABLE evidence_act ENABLE ROW LEVEL SECURITY;
ALTER TABLE explanation ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON evidence_act, explanation TO mc_gateway;
GRANT SELECT (hash, text) ON file_scan TO mc_gateway;      -- beside file_reading.text
GRANT SELECT, INSERT, UPDATE ON evidence_counter TO mc_ingest;
GRANT SELECT, INSERT, UPDATE, DELETE ON evidence_act, explanation, evidence_counter TO mc_admin;
