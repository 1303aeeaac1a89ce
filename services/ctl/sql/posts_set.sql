-- Which criterion counts posts of a kind.  $1 campaign, $2 kind, $3 criterion (NULL: none).
SELECT set_post_criterion($1::text, $2::text, $3::text)::text;
