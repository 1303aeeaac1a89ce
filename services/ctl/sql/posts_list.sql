-- The posts of a unit in a campaign's period, a row each.  $1 campaign, $2 unit.
SELECT json_build_object('id', p.id, 'published_on', p.published_on, 'kind', p.kind,
                         'title', p.title, 'link', p.link, 'source', p.source)::text
  FROM campaign c
  JOIN unit u ON u.code = $2::text
  JOIN post p ON p.unit_id = u.id AND p.published_on BETWEEN c.period_from AND c.period_to
 WHERE c.code = $1::text
 ORDER BY p.published_on, p.kind, p.title;
