-- One step of a unit's assessment; the function decides who may take it, and when.  is_filled:
-- missing scores are taken from the body before.
-- params: campaign code, unit code, state text, reason text, minutes json, is_filled bool
SELECT app_assessment_step($1::text, $2::text, $3::text, $4::text, $5::text::jsonb, $6::bool)::text;
