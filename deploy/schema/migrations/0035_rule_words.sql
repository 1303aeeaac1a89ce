-- What a rule asks for beside counts and sums (days, people's points) is declared by its kind
-- (services/domain/rules/kinds): the store keeps the words of a rule and of its variants, and a
-- statement is given the words that ask.
ALTER TABLE criterion
  DROP COLUMN counts_days,
  DROP COLUMN asks_people,
  ADD COLUMN rule_words jsonb NOT NULL GENERATED ALWAYS AS (
    jsonb_path_query_array(coalesce(rule, 'null'), '$.**.kind')
    || jsonb_path_query_array(coalesce(rule, 'null'), '$.**.pieces')
    || jsonb_path_query_array(coalesce(more -> 'variants', 'null'), '$.**.kind')
    || jsonb_path_query_array(coalesce(more -> 'variants', 'null'), '$.**.pieces')) STORED;
