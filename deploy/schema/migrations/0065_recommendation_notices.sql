-- Who is notified of recommendations: the unit of a new one (7), of one that is due in a week (8) or
-- overdue (9); the standing committee of one that stays overdue (10).
INSERT INTO notification_rule VALUES
  (7, 'officer', 1), (7, 'officer', 2), (7, 'council', 1), (7, 'system', 3),
  (8, 'officer', 1), (8, 'officer', 2), (8, 'council', 1), (8, 'system', 3),
  (9, 'officer', 1), (9, 'officer', 2), (9, 'council', 1), (9, 'system', 3),
  (10, 'committee', 1), (10, 'committee', 2);
