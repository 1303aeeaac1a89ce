-- Takes a post back; false: there is none.  $1 post.
SELECT remove_post($1::text::uuid)::text;
