-- Changes to a campaign's targets.  $1 campaign, $2 unit (NULL: all).
SELECT coalesce(json_agg(json_build_object(
         'unit', u.code, 'criterion', k.code, 'before', trim_scale(h.old_value)::text,
         'after', trim_scale(h.new_value)::text,
         'pace_before', h.old_pace, 'pace_after', h.new_pace, 'source', h.source, 'at', h.at) ORDER BY h.id), '[]')::text
  FROM campaign c
  JOIN target_change h ON h.campaign_id = c.id
  JOIN unit u ON u.id = h.unit_id
  JOIN criterion k ON k.id = h.criterion_id
 WHERE c.code = $1::text AND ($2::text IS NULL OR u.code = $2::text);
