-- Near copies: every text and photo of a piece with a few keys; two that share keys are
-- compared (services/domain/likeness).  A look-up reads a bounded part of one index, however
-- many rows there are.

CREATE TABLE likeness (
  id             integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  submission_id  uuid NOT NULL,
  part           smallint NOT NULL,          -- 0 the piece's own text, n its n-th file
  evidence_id    uuid NOT NULL,
  unit_id        integer NOT NULL,
  filed_at       timestamptz NOT NULL,
  file_hash      bytea,                      -- NULL: the piece's own text
  UNIQUE (submission_id, part));

CREATE TABLE text_key (                      -- sequences of four words: likeness/sketch.h
  key          integer NOT NULL,
  likeness_id  integer NOT NULL,             -- in the order of filing, nearly
  PRIMARY KEY (key, likeness_id));

CREATE TABLE photo_key (                     -- marks: likeness/photo.h
  key          integer NOT NULL,
  likeness_id  integer NOT NULL,
  PRIMARY KEY (key, likeness_id));

ALTER TABLE file_reading ADD COLUMN photo bytea;       -- fingerprint of a picture

GRANT SELECT, INSERT ON likeness, text_key, photo_key TO mc_validation;
GRANT SELECT, INSERT, UPDATE, DELETE ON likeness, text_key, photo_key TO mc_admin;
