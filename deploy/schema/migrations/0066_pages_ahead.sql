-- Which account asked for a page; NULL: the command line.
ALTER TABLE link_probe ADD COLUMN account_id integer REFERENCES account ON DELETE CASCADE;
CREATE INDEX link_probe_account ON link_probe (account_id, asked_at);
