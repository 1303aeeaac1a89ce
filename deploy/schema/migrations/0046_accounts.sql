-- Accounts that people make and recover by themselves: one-time links, and what became of each
-- account.

-- A link with which a person sets the password of an account; only its hash is kept.
CREATE TABLE invitation (
  token_hash  bytea PRIMARY KEY,
  account_id  integer NOT NULL REFERENCES account ON DELETE CASCADE,
  created_by  integer REFERENCES account,   -- NULL: from the command line
  created_at  timestamptz NOT NULL DEFAULT now(),
  expires_at  timestamptz NOT NULL,
  used_at     timestamptz);
CREATE INDEX invitation_account ON invitation (account_id);

CREATE TABLE account_act (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account_id  integer NOT NULL REFERENCES account ON DELETE CASCADE,
  act         text NOT NULL CHECK (act IN ('created', 'changed', 'invited', 'password_set', 'signed_out')),
  by_id       integer REFERENCES account,   -- NULL: from the command line
  at          timestamptz NOT NULL DEFAULT now(),
  detail      jsonb NOT NULL DEFAULT '{}'); -- of 'changed': what it was before
CREATE INDEX account_act_account ON account_act (account_id, id DESC);

ALTER TABLE session ADD COLUMN opened_at timestamptz NOT NULL DEFAULT now();

GRANT ALL ON invitation, account_act TO mc_admin;
