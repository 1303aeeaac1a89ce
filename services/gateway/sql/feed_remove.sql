-- Removes a feed, which is not read any more; the store decides who may.
-- route: DELETE /api/v1/units/{unit}/feeds/{feed} ROLES_SUBMITTING
-- params: unit code, feed uuid
SELECT app_remove_feed($1::text, $2::uuid)::text;
