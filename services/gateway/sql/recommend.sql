-- Asks something of units of a round; the store decides who may.  id: for a new one.
-- params: campaign code, round code, id uuid, content json
SELECT app_recommend($1::text, $2::text, $3::uuid, $4::text::jsonb)::text;
