-- Which criterion counts posts of a kind; the store decides who may.
-- $1 campaign, $2 kind, $3 criterion (NULL: none).
SELECT app_set_post_criterion($1::text, $2::text, $3::text)::text;
