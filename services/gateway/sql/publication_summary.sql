-- What a publication would fix: ranks and bands, differences, units that are missing, open appeals.
-- route: GET /api/v1/campaigns/{campaign}/publication/summary ROLE_COMMITTEE
-- params: campaign code
SELECT app_publication_summary($1::text)::text;
