-- The id that follows a submission through the log lines of all services is the submission's
-- own, unless the request brought one (services/core/wire/trace_id.h): then it stands here.
-- A row without costs nothing, and neither index has an entry for it.

ALTER TABLE submission ADD COLUMN trace uuid;
CREATE INDEX submission_trace ON submission (trace) WHERE trace IS NOT NULL;

-- By which submission a notification came about.  Those of the inbox are found by their account.
ALTER TABLE notification ADD COLUMN trace uuid;
CREATE INDEX notification_trace ON notification (trace) WHERE channel > 1;
