-- Units that missed days or the week of posts last week, once a week each.
SELECT occasion, campaign_id, unit_id, to_char(due_on, 'YYYY-MM-DD') AS due_on, title, amount, details
  FROM reminders_posts((now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date);
