-- Where each instance runs; the first column is the version of the reference data, which
-- is returned even without any peer.
SELECT (SELECT d.version FROM directory_version d) AS version,
       p.service, p.instance, p.endpoint, p.public_key
  FROM (SELECT) one
  LEFT JOIN peer p ON p.seen_at > now() - interval '15 seconds';
