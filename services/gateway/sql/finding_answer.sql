-- Answers a finding; the store decides who may.  $1 piece, $2 finding, $3 answer, $4 reason.
SELECT app_answer_finding($1::uuid, $2::uuid, $3::text, $4::text)::text;
