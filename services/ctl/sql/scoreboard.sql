-- The board of a campaign.  $1 campaign.  No row: there is no such campaign.
SELECT json_build_object('campaign', c.code, 'state', c.state, 'units', (
         SELECT coalesce(json_agg(to_json(b)), '[]') FROM scoreboard(c.id) b))::text
  FROM campaign c WHERE c.code = $1::text;
