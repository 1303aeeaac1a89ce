-- What was seen at a page that somebody wanted looked at, unless another has taken it over.
-- $1 identifier, $2 claim, $3 the answer.
UPDATE link_probe SET answer = $3::text::json, due_at = NULL, claim = NULL
 WHERE id = $1::uuid AND claim = $2::uuid;
