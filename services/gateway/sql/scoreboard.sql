-- The board of one campaign as this account may see it (0002_rights.sql).
-- $1 campaign.
SELECT board::text FROM (SELECT app_scoreboard($1::text) AS board) b WHERE board IS NOT NULL;
