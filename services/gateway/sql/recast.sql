-- A campaign's result recomputed for the tree of a later day (today).
-- route: GET /api/v1/campaigns/{campaign}/recast ROLE_ANY
-- params: campaign code, rule child|share|closed, as_of date
SELECT app_recast($1::text, coalesce($2::text, 'child'),
                  coalesce($3::text::date, (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date))::text;
