-- The quality of an article, part by part; NULL: it is none, too short to be judged, or was
-- judged before this was kept.
-- {"score": 85, "parts": [{"name", "points", "of", "reason", "mend"}]}
ALTER TABLE validation ADD COLUMN quality jsonb;
