-- Copies of the tables that an acknowledgement writes, with their indexes; and a bare one.
DROP TABLE IF EXISTS limit_submission, limit_message, limit_bare;
CREATE TABLE limit_submission (LIKE submission INCLUDING ALL);
CREATE TABLE limit_message (LIKE message INCLUDING ALL);
CREATE TABLE limit_bare (id uuid PRIMARY KEY, body bytea NOT NULL);
