-- Photos in papers: what the office should see of a paper that was made, such as a photo that is missing in it.

ALTER TABLE paper ADD COLUMN remarks jsonb NOT NULL DEFAULT '[]';   -- [{"code","tag","part","place","message"}]

DROP FUNCTION IF EXISTS papers_claim(uuid, integer, integer);
