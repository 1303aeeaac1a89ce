-- Changes a campaign, opens or closes it; the store decides who may.
-- params: code code, campaign json
SELECT app_change_campaign($1::text, $2::text::jsonb)::text;
