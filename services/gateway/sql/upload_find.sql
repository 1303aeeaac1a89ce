-- Uploads of the account by their ids, in that order; null where there is none.
-- params: ids uuid[]
SELECT coalesce(json_agg(
         CASE WHEN u.id IS NOT NULL
              THEN json_build_object('id', u.id, 'name', u.name, 'size', u.size, 'sha256', u.sha256,
                                     'hash', encode(u.hash, 'hex')) END
         ORDER BY k.n), '[]')::text
  FROM unnest($1::uuid[]) WITH ORDINALITY k(id, n)
  LEFT JOIN upload u ON u.id = k.id AND u.account_id = (SELECT app_account()) AND u.expires_at > now();
