-- The units whose events the account may receive.
SELECT app_readable_units('evidence:read', 'results:read');
