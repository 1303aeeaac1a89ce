-- The feed is asked no more; the store decides who may.  $1 unit, $2 feed.
SELECT app_remove_feed($1::text, $2::uuid)::text;
