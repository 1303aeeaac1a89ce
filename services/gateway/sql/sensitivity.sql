-- How firm the ranks of a campaign are.  $1 campaign, $2 percent.
SELECT board::text
  FROM (SELECT app_sensitivity($1::text, $2::int) AS board) b WHERE board IS NOT NULL;
