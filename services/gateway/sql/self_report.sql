-- A version of a unit's self-inspection report, with the id that its client made; the store decides who may.
-- params: campaign code, round code, unit code, id uuid, content json
SELECT app_self_report($1::text, $2::text, $3::text, $4::uuid, $5::text::jsonb)::text;
