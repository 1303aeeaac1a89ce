-- The commands that create the roles of the services that this server lacks.  A backup grants rights
-- to them, but roles belong to the server, and the dump of one database does not create them.
SELECT r, format('CREATE ROLE %I LOGIN', r)
  FROM unnest(ARRAY['mc_gateway', 'mc_ingest', 'mc_validation', 'mc_scoring', 'mc_notification',
                    'mc_admin']) r
 WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = r);
