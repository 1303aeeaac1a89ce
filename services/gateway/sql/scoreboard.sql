-- The board of one campaign as this account may see it, or the lines around one unit.
-- route: GET /api/v1/campaigns/{campaign}/scoreboard ROLE_ANY
-- params: campaign code, around code
SELECT app_board($1::text, $2::text)::text;
