-- Visits that are set, moved or off, minutes that wait, self-inspection reports, once each.
SELECT occasion, campaign_id, unit_id, to_char(due_on, 'YYYY-MM-DD') AS due_on, title, amount, details, kind, place
  FROM reminders_visits((now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date);
