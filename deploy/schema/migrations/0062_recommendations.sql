-- What a round asks of its units, and what became of it.

CREATE TABLE recommendation (
  id            uuid PRIMARY KEY,              -- name-based uuid of (account, idempotency key)
  round_id      integer NOT NULL REFERENCES inspection_round ON DELETE CASCADE,
  number        integer NOT NULL,              -- 1, 2, ... within the round
  text          text NOT NULL,
  measure       text NOT NULL,                 -- by what one sees that it is done
  criterion_id  integer REFERENCES criterion,
  is_common     boolean NOT NULL,              -- to all units of the round
  body          jsonb NOT NULL,                -- as it was sent: the same key with another body is a conflict
  account_id    integer NOT NULL REFERENCES account,
  at            timestamptz NOT NULL DEFAULT now(),
  UNIQUE (round_id, number));

CREATE TABLE recommendation_unit (             -- how far each unit is with it
  recommendation_id  uuid NOT NULL REFERENCES recommendation ON DELETE CASCADE,
  unit_id            integer NOT NULL REFERENCES unit,
  due_on             date NOT NULL,
  state              text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'reported', 'accepted', 'returned')),
  PRIMARY KEY (recommendation_id, unit_id));
CREATE INDEX recommendation_unit_unit ON recommendation_unit (unit_id);

CREATE TABLE recommendation_act (              -- reports, acceptances, returns, extensions: never changed
  id                 bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  recommendation_id  uuid NOT NULL REFERENCES recommendation ON DELETE CASCADE,
  unit_id            integer NOT NULL REFERENCES unit,
  act                text NOT NULL CHECK (act IN ('reported', 'accepted', 'returned', 'extended')),
  text               text NOT NULL,            -- the report, or the reason
  due_on             date,                     -- of an extension: the new one
  evidence           uuid[] NOT NULL DEFAULT '{}',
  account_id         integer NOT NULL REFERENCES account,
  at                 timestamptz NOT NULL DEFAULT now());
CREATE INDEX recommendation_act_of ON recommendation_act (recommendation_id, unit_id, id);

GRANT ALL ON recommendation, recommendation_unit, recommendation_act TO mc_admin;
