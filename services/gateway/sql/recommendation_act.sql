-- A unit's report about a recommendation, or what is decided about it; the store decides who may.
-- params: id uuid, unit code, content json
SELECT app_recommendation_act($1::uuid, $2::text, $3::text::jsonb)::text;
