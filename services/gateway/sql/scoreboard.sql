-- The board of one campaign as this account may see it (0002_rights.sql), or the lines around
-- one unit.  $1 campaign, $2 unit, NULL all.
SELECT board::text FROM (SELECT app_board($1::text, $2::text) AS board) b WHERE board IS NOT NULL;
