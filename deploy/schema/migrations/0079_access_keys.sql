-- Access keys: what a connected system holds instead of a password.  Each names its client, what it may
-- do, for which units and until when; functions/access_keys.sql enforces it.

CREATE TABLE access_key (
  id           integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account_id   integer NOT NULL REFERENCES account ON DELETE CASCADE,
  client       text NOT NULL,               -- the system that holds it, and what else a person should know
  token_hash   bytea UNIQUE,                -- of the bearer token; NULL: a key of the bus (system_key)
  areas        text[] NOT NULL CHECK (cardinality(areas) > 0 AND areas <@ ARRAY[
                 'evidence:read', 'evidence:write', 'posts:read', 'posts:write', 'feeds', 'members:read',
                 'members:write', 'results:read', 'scores:write', 'rounds:read', 'recommendations:write',
                 'cadres:read']),
  reach        text NOT NULL CHECK (reach IN ('all', 'listed', 'below')),
  unit_ids     integer[] NOT NULL DEFAULT '{}' CHECK ((reach = 'all') = (unit_ids = '{}')),
  valid_until  date NOT NULL,               -- the last day
  created_by   integer REFERENCES account,  -- NULL: from the command line
  created_at   timestamptz NOT NULL DEFAULT now(),
  last_used_at timestamptz,                 -- to the minute
  revoked_by   integer REFERENCES account,
  revoked_at   timestamptz);
CREATE INDEX access_key_account ON access_key (account_id);
GRANT ALL ON access_key TO mc_admin;

ALTER TABLE system_key ADD COLUMN access_key_id integer REFERENCES access_key ON DELETE CASCADE;
ALTER TABLE import ADD COLUMN access_key_id integer REFERENCES access_key;

-- The tokens and bus keys that systems hold go on working, with what such a system could do that was
-- its own affair: to send evidence, posts, feeds and member exports of the units of its account, and to
-- read them.  Scores, results, rounds, recommendations and cadres need a new key.
INSERT INTO access_key (account_id, client, token_hash, areas, reach, unit_ids, valid_until, created_at)
SELECT a.id, 'Mã cấp trước khi có phạm vi', s.token_hash,
       ARRAY['evidence:read', 'evidence:write', 'posts:read', 'posts:write', 'feeds', 'members:read', 'members:write'],
       CASE WHEN a.unit_id IS NULL THEN 'all' ELSE 'below' END, array_remove(ARRAY[a.unit_id], NULL),
       (s.expires_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date, s.opened_at
  FROM session s JOIN account a ON a.id = s.account_id AND a.role = 'system'
 WHERE s.expires_at > now();
DELETE FROM session s USING account a WHERE a.id = s.account_id AND a.role = 'system';
DELETE FROM calendar_token c USING account a WHERE a.id = c.account_id AND a.role = 'system';

WITH held AS (
  SELECT k.public_key, k.name, a.id AS account_id, a.unit_id
    FROM system_key k JOIN account a ON a.id = k.account_id AND a.role = 'system'),
made AS (
  INSERT INTO access_key (account_id, client, areas, reach, unit_ids, valid_until)
  SELECT account_id, name, ARRAY['evidence:read', 'evidence:write'],
         CASE WHEN unit_id IS NULL THEN 'all' ELSE 'below' END, array_remove(ARRAY[unit_id], NULL),
         (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date + 365
    FROM held
  RETURNING id, account_id, client)
UPDATE system_key k SET access_key_id = m.id
  FROM made m WHERE m.account_id = k.account_id AND m.client = k.name;

GRANT SELECT (id, account_id, areas, reach, unit_ids, valid_until, revoked_at) ON access_key
   TO mc_ingest, mc_validation, mc_scoring, mc_notification;
GRANT SELECT (id, account_id, token_hash, valid_until, revoked_at) ON access_key TO mc_gateway;

-- Who reads which units depends on the area from now on (functions/rights); the policies are made again.
DROP FUNCTION IF EXISTS app_readable_units() CASCADE;
DROP FUNCTION IF EXISTS app_posting_units();
DROP FUNCTION IF EXISTS app_assessment_place(text, text);
