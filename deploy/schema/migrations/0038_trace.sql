-- The id that follows a submission through the log lines of all services is the submission's
-- own, unless the request brought one (services/core/wire/trace_id.h): then it is stored here.
-- A row without one costs nothing: neither index has an entry for it.

ALTER TABLE submission ADD COLUMN trace uuid;
CREATE INDEX submission_trace ON submission (trace) WHERE trace IS NOT NULL;

-- The submission that caused a notification.  Those of the inbox are found by their account.
ALTER TABLE notification ADD COLUMN trace uuid;
CREATE INDEX notification_trace ON notification (trace) WHERE channel > 1;
