-- Files that arrive part by part before an evidence item names them, and of each submission the
-- moment at which its officer made it and the program that sent it.

-- The bytes are in the gateway's uploads.root under the id, until ingest has the whole content.
CREATE TABLE upload (
  id          uuid PRIMARY KEY,
  account_id  integer NOT NULL REFERENCES account ON DELETE CASCADE,
  name        text NOT NULL,
  media_type  text,                          -- as the client says; the reader finds its own
  size        bigint NOT NULL CHECK (size >= 0),
  sha256      text CHECK (sha256 ~ '^[0-9a-f]{64}$'), -- of the whole, as the client says
  hash        bytea,                         -- NULL: ingest does not have the content yet
  created_at  timestamptz NOT NULL DEFAULT now(),
  expires_at  timestamptz NOT NULL);
ALTER TABLE upload ENABLE ROW LEVEL SECURITY;
CREATE INDEX upload_account ON upload (account_id) WHERE hash IS NULL;
CREATE INDEX upload_expiry ON upload (expires_at);

ALTER TABLE submission ADD COLUMN made_at timestamptz; -- as its client says; NULL: not said
ALTER TABLE submission ADD COLUMN client text;         -- its User-Agent; NULL: not said

GRANT SELECT, INSERT, UPDATE, DELETE ON upload TO mc_gateway;
GRANT ALL ON upload TO mc_admin;
