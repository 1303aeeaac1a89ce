-- An import ends in a count of all that the file lists: rows (accepted, repeated or rejected), hidden
-- and empty ones; besides, hidden sheets, and lines outside the tables: titles, notes, sheets without
-- a row of headings.
ALTER TABLE import
  ADD COLUMN hidden integer NOT NULL DEFAULT 0,
  ADD COLUMN hidden_sheets integer NOT NULL DEFAULT 0,
  ADD COLUMN empty integer NOT NULL DEFAULT 0,
  ADD COLUMN outside integer NOT NULL DEFAULT 0;
