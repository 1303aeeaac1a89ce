-- The feed is asked no more; the store decides who may.
-- route: DELETE /api/v1/units/{unit}/feeds/{feed} ROLES_FILING
-- params: unit code, feed uuid
SELECT app_remove_feed($1::text, $2::uuid)::text;
