-- Notices of visits, and findings that inspectors withdraw.

-- Who is notified before and after a visit: the unit of its day (11), of another day (12), that it is off (13),
-- of minutes that wait for it (14), of a self-inspection report that is demanded (15), due (16), overdue (17);
-- the standing committee of the units whose report is overdue (18).
ALTER TABLE notification
  ADD COLUMN place text NOT NULL DEFAULT '',     -- the page to open, below the page's address; '': by the kind
  ADD COLUMN details text NOT NULL DEFAULT '';   -- more than the subject, line by line

INSERT INTO notification_rule
SELECT k, r.role, r.channel
  FROM generate_series(11, 17) k,
       (VALUES ('officer', 1), ('officer', 2), ('council', 1), ('system', 3)) r(role, channel)
UNION ALL
VALUES (18, 'committee', 1), (18, 'committee', 2);

CREATE TABLE visit_finding_withdrawal (        -- a finding that counts no more: never changed
  finding_id  uuid PRIMARY KEY REFERENCES visit_finding ON DELETE CASCADE,
  reason      text NOT NULL CHECK (btrim(reason) <> ''),
  account_id  integer NOT NULL REFERENCES account,
  at          timestamptz NOT NULL DEFAULT now());

-- With a third argument now.
DROP FUNCTION IF EXISTS visit_findings_json(integer, integer);

GRANT ALL ON visit_finding_withdrawal TO mc_admin;
