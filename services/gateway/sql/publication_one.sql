-- The newest published result of a campaign, with the parts that this account may read; any
-- holder of the public key can verify it alone.
-- route: GET /api/v1/campaigns/{campaign}/publication ROLE_ANY
-- params: campaign code
SELECT jsonb_build_object(
         'campaign', c.code, 'number', p.number, 'at', p.at, 'decision', p.decision, 'root', p.root,
         'signature', encode(p.signature, 'hex'), 'public_key', encode(p.public_key, 'hex'),
         'parts', (SELECT jsonb_object_agg(t.name, t.content)
                     FROM publication_part t WHERE t.publication_id = p.id))::text
  FROM campaign c
  JOIN publication p ON p.campaign_id = c.id AND p.signature IS NOT NULL
 WHERE c.code = $1::text
 ORDER BY p.number DESC
 LIMIT 1;
