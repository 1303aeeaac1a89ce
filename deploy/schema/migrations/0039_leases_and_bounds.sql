-- Leases are short and renewed while the work takes: attempts under way are found by their claims.
CREATE INDEX notification_claimed ON notification (claim) WHERE state = 1;
