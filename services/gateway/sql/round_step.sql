-- One step of a round; the store decides who may, and which step may follow.
-- params: campaign code, round code, state text, reason text, document json
SELECT app_round_step($1::text, $2::text, $3::text, $4::text, $5::text::jsonb)::text;
