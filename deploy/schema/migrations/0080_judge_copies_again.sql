-- Asks for many items at once (functions/pieces).

DROP FUNCTION IF EXISTS judge_copies_again(integer, uuid, text);
