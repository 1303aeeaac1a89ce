-- Scores by today's weights.  $1 campaign, $2 the weights, $3 [{"id", "score", "receipt"}].
SELECT members_rescore($1::text, $2::text::jsonb, $3::text::jsonb)::text;
