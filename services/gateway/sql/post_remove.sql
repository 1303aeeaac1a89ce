-- Takes a post back; the store decides who may.  $1 post.
SELECT app_remove_post($1::uuid)::text;
