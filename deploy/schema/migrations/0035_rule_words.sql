-- A rule kind declares what it needs beside counts and sums (days, people's points;
-- services/domain/rules/kinds): the store keeps the words of a rule and of its variants, and each
-- statement gets the words that need it as a parameter.
ALTER TABLE criterion
  DROP COLUMN counts_days,
  DROP COLUMN asks_people,
  ADD COLUMN rule_words jsonb NOT NULL GENERATED ALWAYS AS (
    jsonb_path_query_array(coalesce(rule, 'null'), '$.**.kind')
    || jsonb_path_query_array(coalesce(rule, 'null'), '$.**.pieces')
    || jsonb_path_query_array(coalesce(more -> 'variants', 'null'), '$.**.kind')
    || jsonb_path_query_array(coalesce(more -> 'variants', 'null'), '$.**.pieces')) STORED;
