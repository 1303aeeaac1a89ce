-- Targets keep their history: who set which, when, and what stood there before.
CREATE TABLE target_change (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  campaign_id   integer NOT NULL,
  unit_id       integer NOT NULL,
  criterion_id  integer NOT NULL,
  old_value     numeric(18,4),               -- NULL: there was none
  new_value     numeric(18,4),               -- NULL: taken back
  source        text NOT NULL DEFAULT '',    -- the sheet or document that app.source names
  at            timestamptz NOT NULL DEFAULT now());
CREATE INDEX target_change_cell ON target_change (campaign_id, unit_id, criterion_id, id);

CREATE FUNCTION keep_target_change() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.value = NEW.value THEN
    RETURN NULL;
  END IF;
  INSERT INTO target_change (campaign_id, unit_id, criterion_id, old_value, new_value, source)
  VALUES (coalesce(NEW.campaign_id, OLD.campaign_id), coalesce(NEW.unit_id, OLD.unit_id),
          coalesce(NEW.criterion_id, OLD.criterion_id), OLD.value, NEW.value,
          coalesce(current_setting('app.source', true), ''));
  RETURN NULL;
END $$;
CREATE TRIGGER keep_change AFTER INSERT OR UPDATE OR DELETE ON target
  FOR EACH ROW EXECUTE FUNCTION keep_target_change();

-- Targets of a list: what is there already is brought up to date.  All of them or, with the
-- faults of every row, none.  given: [{"unit","criterion","value"}].
CREATE FUNCTION import_targets(wanted text, given jsonb, source text) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SET search_path = public, pg_temp AS $$
DECLARE
  chosen campaign;
  faults jsonb;
BEGIN
  SELECT * INTO chosen FROM campaign WHERE code = wanted;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  CREATE TEMP TABLE wanted_target ON COMMIT DROP AS
    SELECT g.n, g.t ->> 'unit' AS unit, g.t ->> 'criterion' AS criterion, g.t ->> 'value' AS value,
           u.id AS unit_id, k.id AS criterion_id
      FROM jsonb_array_elements(given) WITH ORDINALITY g(t, n)
      LEFT JOIN (unit u JOIN campaign_unit m ON m.unit_id = u.id AND m.campaign_id = chosen.id)
             ON u.code = g.t ->> 'unit'
      LEFT JOIN criterion k ON k.set_id = chosen.criteria_set_id AND k.level = 'criterion'
                           AND k.code = g.t ->> 'criterion';
  SELECT jsonb_agg(f.fault ORDER BY (f.fault ->> 'n')::bigint, f.fault ->> 'column') INTO faults FROM (
    SELECT tree_fault(0, 'unit', 'campaign.closed', wanted) AS fault WHERE chosen.state = 'published'
    UNION ALL
    SELECT tree_fault(n, 'unit', 'unit.unknown', unit) FROM wanted_target WHERE unit_id IS NULL
    UNION ALL
    SELECT tree_fault(n, 'criterion', 'criterion.unknown', criterion) FROM wanted_target
     WHERE criterion_id IS NULL
    UNION ALL
    SELECT tree_fault(n, 'value', 'decimal.format', value) FROM wanted_target
     WHERE value !~ '^[0-9]{1,14}(\.[0-9]{1,4})?$'
    UNION ALL
    SELECT tree_fault(max(n), 'criterion', 'line.twice', criterion) FROM wanted_target
     GROUP BY unit, criterion HAVING count(*) > 1) f;
  IF faults IS NULL THEN
    PERFORM set_config('app.source', source, true);
    INSERT INTO target AS t (campaign_id, unit_id, criterion_id, value)
    SELECT chosen.id, unit_id, criterion_id, value::numeric FROM wanted_target ORDER BY 1, 2, 3
    ON CONFLICT (campaign_id, unit_id, criterion_id) DO UPDATE SET value = excluded.value
     WHERE t.value <> excluded.value;
    PERFORM set_config('app.source', '', true);
  END IF;
  DROP TABLE wanted_target;
  RETURN coalesce(faults, '[]');
END $$;

REVOKE EXECUTE ON FUNCTION keep_target_change(), import_targets(text, jsonb, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION import_targets(text, jsonb, text) TO mc_admin;
GRANT SELECT ON target_change TO mc_gateway;
GRANT SELECT, INSERT, UPDATE, DELETE ON target_change TO mc_admin;
