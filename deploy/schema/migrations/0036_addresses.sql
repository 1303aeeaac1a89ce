-- The addresses of an account, one a row: a channel needs no column or table of its
-- own.  Channel numbers are those of services/notification/channels.
CREATE TABLE address (
  account_id  integer NOT NULL REFERENCES account ON DELETE CASCADE,
  channel     smallint NOT NULL CHECK (channel > 1),     -- 1, the inbox, has none
  target      text NOT NULL CHECK (target <> ''),        -- e-mail address, URL, ...
  secret      text NOT NULL DEFAULT '',                  -- shared with the receiver: signs the request
  PRIMARY KEY (account_id, channel, target));
INSERT INTO address (account_id, channel, target) SELECT id, 2, email FROM account WHERE email <> '';
INSERT INTO address (account_id, channel, target, secret)
  SELECT DISTINCT ON (account_id, url) account_id, 3, url, secret FROM webhook WHERE url <> ''
   ORDER BY account_id, url, id;
DROP TABLE webhook;
ALTER TABLE account DROP COLUMN email;

GRANT SELECT ON address TO mc_notification;
GRANT SELECT, INSERT, UPDATE, DELETE ON address TO mc_admin;
