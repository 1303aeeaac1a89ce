-- A campaign of a criteria set that the store has: its units with their peer groups, targets
-- and what does not apply to whom, from the set's own document; all of it or, with every fault,
-- none.  doc: as proto/criteria-set.schema.json has it.  asked: code, name, province (NULL: the
-- only unit of that kind), deadline (YYYY-MM-DD).  Gives the faults: [{"code","about"}].
CREATE FUNCTION open_campaign(doc jsonb, asked jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SET search_path = public, pg_temp AS $$
DECLARE
  faults jsonb;
  made integer;
BEGIN
  CREATE TEMP TABLE chosen ON COMMIT DROP AS
    SELECT (SELECT s.id FROM criteria_set s
             WHERE s.code = doc ->> 'code' AND s.version = coalesce((doc ->> 'version')::integer, 1)) AS set_id,
           (SELECT min(u.id) FROM unit u
             WHERE u.kind = 'province' AND u.code = coalesce(asked ->> 'province', u.code)
            HAVING count(*) = 1) AS province_id;
  CREATE TEMP TABLE member ON COMMIT DROP AS
    SELECT g ->> 'code' AS code, u.id AS unit_id, u.kind, coalesce(g ->> 'peer_group', '') AS peer_group
      FROM jsonb_array_elements(doc #> '{directory,units}') g LEFT JOIN unit u ON u.code = g ->> 'code';
  CREATE TEMP TABLE aim ON COMMIT DROP AS
    SELECT t ->> 'unit' AS unit, t ->> 'criterion' AS criterion, m.unit_id, k.id AS criterion_id,
           (t ->> 'value')::numeric AS value
      FROM jsonb_array_elements(doc -> 'targets') t LEFT JOIN member m ON m.code = t ->> 'unit'
      LEFT JOIN criterion k ON k.set_id = (SELECT set_id FROM chosen) AND k.level = 'criterion'
                           AND k.code = t ->> 'criterion';
  SELECT jsonb_agg(jsonb_build_object('code', f.code, 'about', f.about) ORDER BY f.code, f.about) INTO faults
    FROM (SELECT 'campaign.exists' AS code, asked ->> 'code' AS about
            FROM campaign WHERE code = asked ->> 'code'
          UNION ALL SELECT 'campaign.code', asked ->> 'code'
           WHERE NOT asked ->> 'code' ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$'
          UNION ALL SELECT 'set.unknown', doc ->> 'code' FROM chosen WHERE set_id IS NULL
          UNION ALL SELECT 'province.unknown', coalesce(asked ->> 'province', '') FROM chosen
           WHERE province_id IS NULL
          UNION ALL SELECT 'period.missing', '' WHERE doc #>> '{period,from}' IS NULL
                                                   OR doc #>> '{period,to}' IS NULL
          UNION ALL SELECT 'units.missing', '' WHERE NOT EXISTS (SELECT FROM member)
          UNION ALL SELECT 'unit.unknown', code FROM member WHERE unit_id IS NULL
          UNION ALL SELECT 'target.unknown', unit || ' ' || criterion FROM aim
           WHERE unit_id IS NULL OR criterion_id IS NULL) f;
  IF faults IS NULL THEN
    INSERT INTO campaign (code, name, province_id, criteria_set_id, period_from, period_to, filing_deadline)
    SELECT asked ->> 'code', asked ->> 'name', province_id, set_id, (doc #>> '{period,from}')::date,
           (doc #>> '{period,to}')::date, (asked ->> 'deadline')::date FROM chosen
    RETURNING id INTO made;
    INSERT INTO campaign_unit SELECT made, unit_id, peer_group FROM member;
    INSERT INTO target (campaign_id, unit_id, criterion_id, value)
    SELECT made, unit_id, criterion_id, value FROM aim;
    INSERT INTO not_applicable (campaign_id, unit_id, criterion_id, reason)
    SELECT made, m.unit_id, k.id, coalesce(a.absent ->> 'reason', '')
      FROM (SELECT c ->> 'code' AS code, c -> 'not_applicable' AS absent
              FROM jsonb_array_elements(doc -> 'criteria') c WHERE c ? 'not_applicable') a
      JOIN criterion k ON k.code = a.code AND k.set_id = (SELECT set_id FROM chosen)
      JOIN member m ON a.absent -> 'units' ? m.code OR a.absent -> 'kinds' ? m.kind;
  END IF;
  DROP TABLE chosen, member, aim;
  RETURN coalesce(faults, '[]');
END $$;

REVOKE EXECUTE ON FUNCTION open_campaign(jsonb, jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION open_campaign(jsonb, jsonb) TO mc_admin;
