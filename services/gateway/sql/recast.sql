-- A campaign's result on the tree of a later day.  $1 campaign, $2 rule, $3 day (NULL: today).
SELECT board::text
  FROM (SELECT app_recast($1::text, coalesce($2::text, 'child'),
                 coalesce($3::text::date, (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date)) AS board) b
 WHERE board IS NOT NULL;
