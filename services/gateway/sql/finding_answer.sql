-- Answers a finding; the store decides who may.
-- params: id uuid, finding uuid, answer text, reason text
SELECT app_answer_finding($1::uuid, $2::uuid, $3::text, $4::text)::text;
