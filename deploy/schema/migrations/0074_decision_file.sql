-- The decision that publishes a result may bring its signed file.
DROP FUNCTION IF EXISTS app_publication_prepare(text, text, date, text, date);
