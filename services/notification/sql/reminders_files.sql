-- Malware in files that are no evidence, once each.
SELECT occasion, campaign_id, unit_id, coalesce(to_char(due_on, 'YYYY-MM-DD'), '') AS due_on, title, amount, details, kind, place, account_id
  FROM reminders_files();
