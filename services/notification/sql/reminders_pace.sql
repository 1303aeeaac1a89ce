-- Units that are behind the value expected of their targets today, once a week each.
SELECT occasion, campaign_id, unit_id, to_char(due_on, 'YYYY-MM-DD') AS due_on, title, amount, details
  FROM reminders_pace((now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date);
