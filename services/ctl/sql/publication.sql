-- One published result with all its parts, as the gateway returns it.
-- $1 campaign, $2 number, NULL: the newest.
SELECT jsonb_build_object(
         'campaign', c.code, 'number', p.number, 'root', p.root,
         'signature', encode(p.signature, 'hex'), 'public_key', encode(p.public_key, 'hex'),
         'parts', (SELECT jsonb_object_agg(t.name, t.content)
                     FROM publication_part t WHERE t.publication_id = p.id))::text
  FROM campaign c
  JOIN publication p ON p.campaign_id = c.id AND p.signature IS NOT NULL
 WHERE c.code = $1::text AND p.number = coalesce($2::text::int, p.number)
 ORDER BY p.number DESC
 LIMIT 1;
