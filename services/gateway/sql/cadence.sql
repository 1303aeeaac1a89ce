-- Days with good news and weeks with a good story, up to a day (today), of the units that the
-- account may read, or of one.
-- route: GET /api/v1/campaigns/{campaign}/cadence ROLE_ANY
-- params: campaign code, unit code, on date
SELECT app_cadence($1::text, $2::text, $3::text::date)::text;
