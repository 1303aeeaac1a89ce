-- What was seen, once somebody has looked.  $1 identifier.
SELECT answer::text FROM link_probe WHERE id = $1::uuid AND answer IS NOT NULL;
