-- Withdraws a finding of an inspector with a reason; the store decides who may.
-- params: campaign code, round code, unit code, id uuid, content json
SELECT app_withdraw_finding($1::text, $2::text, $3::text, $4::uuid, $5::text::jsonb)::text;
