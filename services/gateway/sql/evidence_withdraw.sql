-- Withdraws an evidence item; the store decides who may, and until when.
-- params: id uuid, reason text
SELECT app_withdraw($1::uuid, $2::text)::text;
