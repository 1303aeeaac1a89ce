-- Withdraws a tie that was stated by mistake; it stays in the list.
-- params: username code, tie long
SELECT app_withdraw_tie($1::text, $2::bigint)::text;
