-- Stores the answer of a probe unless another worker has claimed it. $1 identifier, $2 claim, $3
-- the answer.
UPDATE link_probe SET answer = $3::text::json, due_at = NULL, claim = NULL
 WHERE id = $1::uuid AND claim = $2::uuid;
