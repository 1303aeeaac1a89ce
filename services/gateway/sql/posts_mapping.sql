-- Sets the criterion (NULL: none) that counts posts of a kind; the store decides who may.
-- params: campaign code, kind text, criterion code, ground text
SELECT app_set_post_criterion($1::text, $2::text, $3::text, $4::text)::text;
