-- Makes a campaign that is not open yet; the store decides who may.
-- params: campaign json
SELECT app_create_campaign($1::text::jsonb)::text;
