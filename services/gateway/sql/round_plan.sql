-- Keeps the plan of a round that is new or a draft; the store decides who may.
-- params: campaign code, round code, plan json
SELECT app_plan_round($1::text, $2::text, $3::text::jsonb)::text;
