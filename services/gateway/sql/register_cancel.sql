-- Cancels a number, with a reason.
-- params: book code, label code, reason text
SELECT app_cancel_number($1::text, $2::text, $3::text)::text;
