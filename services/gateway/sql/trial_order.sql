-- Requests a trial of a check; the store decides who may.  pieces_of: the campaign whose evidence
-- is used (NULL: the same).
-- params: id uuid, campaign code, check code, pieces_of code, setting json
SELECT app_order_trial($1::uuid, $2::text, $3::text, $4::text, $5::text::jsonb)::text;
