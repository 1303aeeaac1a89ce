-- The submissions that have arrived under these ids, each with the key that its client gave it.
-- Ids are made from account and key, so another account's submission is never found.
-- params: ids uuid[], keys text[]
SELECT json_build_object('items', coalesce((
         SELECT json_agg(json_build_object('key', k.key, 'id', s.evidence_id, 'revision', s.revision,
                  'received_at', coalesce(s.arrived_at, s.received_at),
                  'verdict', (ARRAY['valid', 'mend', 'invalid'])[v.verdict]) ORDER BY k.n)
           FROM unnest($1::uuid[], $2::text[]) WITH ORDINALITY k(id, key, n)
           JOIN submission s ON s.id = k.id
           LEFT JOIN validation v ON v.submission_id = s.id), '[]'))::text;
