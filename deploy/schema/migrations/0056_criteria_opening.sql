-- Administrators and editors set a year up over the API: a stored criteria set keeps what a campaign
-- is opened with.

ALTER TABLE criteria_set ADD COLUMN opening jsonb NOT NULL DEFAULT '{}'; -- period, units, targets; hash of the document
