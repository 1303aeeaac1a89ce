-- Recommendations that are new, due or overdue, once each; $1: after so many days the committee is notified.
SELECT occasion, campaign_id, unit_id, to_char(due_on, 'YYYY-MM-DD') AS due_on, title, amount, details, kind
  FROM reminders_asked((now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date, $1::int4);
