-- The quality of an article, part by part; NULL: it is no article, is too short to be judged, or
-- was judged before this column existed.
-- `{"score": 85, "parts": [{"name", "points", "of", "reason", "mend"}]}`
ALTER TABLE validation ADD COLUMN quality jsonb;
