-- One step of a unit's assessment; who may, and when, the function decides.
-- $1 campaign, $2 unit, $3 state, $4 reason, $5 minutes, $6 whether what is missing is
-- taken from the body before.
SELECT app_assessment_step($1::text, $2::text, $3::text, $4::text, $5::text::jsonb, $6::bool)::text;
