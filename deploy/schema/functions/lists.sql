-- The stored count in which every import of a list ends.

-- How many rows of a list changed nothing, for count_list in the same statement.
CREATE OR REPLACE FUNCTION list_repeated(rows bigint) RETURNS void
LANGUAGE sql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
  SELECT set_config('app.repeated', rows::text, true)
$$;
GRANT EXECUTE ON FUNCTION list_repeated(bigint) TO mc_admin;

-- Stores the count of a list: read = accepted + repeated + rejected + hidden + empty.  The caller
-- stores the list in the same statement.  counts: {"accepted","repeated","rejected","hidden",
-- "hidden_sheets","empty"}, faults as in table import.
CREATE OR REPLACE FUNCTION count_import(given_kind text, wanted_campaign text, source text, counts jsonb, given_faults jsonb)
RETURNS uuid
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  INSERT INTO import (id, kind, account_id, campaign_id, file_name, state, rows, accepted, repeated, rejected, hidden,
                      hidden_sheets, empty, faults, finished_at)
  SELECT gen_random_uuid(), given_kind, app_account(), (SELECT id FROM campaign WHERE code = wanted_campaign), source,
         CASE WHEN x.rejected > 0 AND x.accepted + x.repeated = 0 THEN 'refused' ELSE 'done' END,
         x.accepted + x.repeated + x.rejected, x.accepted, x.repeated, x.rejected, x.hidden, x.hidden_sheets, x.empty,
         given_faults, now()
    FROM (SELECT coalesce((counts ->> 'accepted')::int, 0) AS accepted,
                 coalesce((counts ->> 'repeated')::int, 0) AS repeated,
                 coalesce((counts ->> 'rejected')::int, 0) AS rejected,
                 coalesce((counts ->> 'hidden')::int, 0) AS hidden,
                 coalesce((counts ->> 'hidden_sheets')::int, 0) AS hidden_sheets,
                 coalesce((counts ->> 'empty')::int, 0) AS empty) x
  RETURNING id
$$;
GRANT EXECUTE ON FUNCTION count_import(text, text, text, jsonb, jsonb) TO mc_gateway, mc_admin;

-- The same for a list, after it was stored: returns its answer with the counts of all rows.  A list is
-- stored whole or, with faults, not at all, unless the answer counts its rows itself.  A refusal and
-- NULL (there was nothing to store into) are no imports.
-- answer: {"faults", ...} or the faults alone; left_out: what the reader of the file counted,
-- {"rejected","hidden","hidden_sheets","empty"}.
CREATE OR REPLACE FUNCTION count_list(given_kind text, wanted_campaign text, source text, given jsonb, left_out jsonb,
                                      answer jsonb)
RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  told jsonb := CASE WHEN jsonb_typeof(answer) = 'array' THEN jsonb_build_object('faults', answer) ELSE answer END;
  rows integer := jsonb_array_length(given);
  broken integer := coalesce((left_out ->> 'rejected')::integer, 0);
  is_refused boolean := told -> 'faults' <> '[]' OR broken > 0;
  again integer := CASE WHEN is_refused THEN 0
                        ELSE coalesce(nullif(current_setting('app.repeated', true), '')::integer, 0) END;
  counts jsonb;
BEGIN
  IF told IS NULL OR told ? 'fault' THEN
    RETURN told;
  END IF;
  counts := CASE WHEN told ? 'accepted'
                 THEN jsonb_build_object('accepted', told -> 'accepted', 'repeated', told -> 'repeated',
                                         'rejected', (told ->> 'rejected')::integer + broken)
                 ELSE jsonb_build_object('accepted', CASE WHEN is_refused THEN 0 ELSE rows - again END,
                                         'repeated', again,
                                         'rejected', CASE WHEN is_refused THEN rows + broken ELSE 0 END) END;
  counts := jsonb_build_object('hidden', 0, 'hidden_sheets', 0, 'empty', 0) || coalesce(left_out, '{}') || counts;
  PERFORM count_import(given_kind, wanted_campaign, source, counts, '[]');
  PERFORM set_config('app.repeated', '', true);
  RETURN told || (counts - 'source') || jsonb_build_object(
    'rows', rows, 'read', rows + broken + (counts ->> 'hidden')::integer + (counts ->> 'empty')::integer);
END $$;
GRANT EXECUTE ON FUNCTION count_list(text, text, text, jsonb, jsonb, jsonb) TO mc_gateway, mc_admin;
