-- What runs, what is pending, what waits for a person.
SELECT json_build_object(
         'schema', (SELECT max(name) FROM schema_version WHERE name NOT LIKE 'functions/%'),
         'instances', (SELECT coalesce(json_agg(json_build_object(
                         'service', service, 'endpoint', endpoint,
                         'seen_seconds_ago', extract(epoch FROM now() - seen_at)::int)
                         ORDER BY service), '[]') FROM peer WHERE seen_at > now() - interval '1 minute'),
         'evidence', (SELECT count(*) FROM submission WHERE is_current),
         'owed', json_build_object(
           'read', (SELECT count(*) FROM message WHERE stage = 1),
           'validate', (SELECT count(*) FROM message WHERE stage = 2),
           'look', (SELECT count(*) FROM link_page WHERE due_at <= now() OR claim IS NOT NULL),
           'score', (SELECT count(*) FROM recompute WHERE reason IS NULL),
           'papers', (SELECT count(*) FROM paper WHERE state = 'owed') + (SELECT count(*) FROM paper_template WHERE state = 'owed'),
           'pdf', (SELECT count(*) FROM paper_pdf WHERE state = 'owed'),
           'notify', (SELECT count(*) FROM message WHERE stage = 4),
           'send', (SELECT count(*) FROM notification WHERE state IN (0, 1))),
         'unknown_sendings', (SELECT count(*) FROM notification WHERE state = 4),
         'dead', (SELECT count(*) FROM dead_letter)
                 + (SELECT count(*) FROM recompute WHERE reason IS NOT NULL))::text;
