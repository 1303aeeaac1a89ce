-- The text of a campaign's result with the decision that publishes it, to be signed.
-- params: campaign code, symbol text, dated text, signer text, appeal_until text, upload uuid
SELECT app_publication_prepare($1::text, $2::text, $3::text::date, $4::text, $5::text::date, $6::uuid)::text;
