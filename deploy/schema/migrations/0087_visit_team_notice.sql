-- A notice that says the team or its head is another one while the day stays.

ALTER TABLE visit_notice DROP CONSTRAINT visit_notice_act_check;
ALTER TABLE visit_notice ADD CONSTRAINT visit_notice_act_check CHECK (act IN ('set', 'moved', 'cancelled', 'team'));

INSERT INTO notification_rule VALUES (19, 'officer', 1), (19, 'officer', 2), (19, 'council', 1), (19, 'system', 3);
