-- Asks for a trial of a check; the store decides who may.
-- $1 id, $2 campaign, $3 check, $4 campaign whose pieces are looked at (NULL: the same), $5 setting.
SELECT app_order_trial($1::uuid, $2::text, $3::text, $4::text, $5::text::jsonb)::text;
