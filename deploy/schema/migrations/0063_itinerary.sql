-- The itinerary of an inspection round: what is asked of it, who visits whom when, and its calendar.

-- Public holidays, as the government announced them, with the days off in lieu.  Later years are
-- inserted when they are announced.
CREATE TABLE holiday (day date PRIMARY KEY, name text NOT NULL);
INSERT INTO holiday
SELECT d::date, x.name
  FROM (VALUES
    ('2023-01-02', '2023-01-02', 'Nghỉ bù Tết Dương lịch'), ('2023-01-20', '2023-01-26', 'Tết Nguyên đán'),
    ('2023-04-29', '2023-04-29', 'Giỗ Tổ Hùng Vương'), ('2023-04-30', '2023-04-30', 'Ngày Chiến thắng'),
    ('2023-05-01', '2023-05-01', 'Quốc tế Lao động'), ('2023-05-02', '2023-05-03', 'Nghỉ bù lễ'),
    ('2023-09-01', '2023-09-02', 'Quốc khánh'), ('2023-09-04', '2023-09-04', 'Nghỉ bù Quốc khánh'),
    ('2024-01-01', '2024-01-01', 'Tết Dương lịch'), ('2024-02-08', '2024-02-14', 'Tết Nguyên đán'),
    ('2024-04-18', '2024-04-18', 'Giỗ Tổ Hùng Vương'), ('2024-04-29', '2024-04-29', 'Nghỉ hoán đổi'),
    ('2024-04-30', '2024-04-30', 'Ngày Chiến thắng'), ('2024-05-01', '2024-05-01', 'Quốc tế Lao động'),
    ('2024-09-02', '2024-09-03', 'Quốc khánh'),
    ('2025-01-01', '2025-01-01', 'Tết Dương lịch'), ('2025-01-25', '2025-02-02', 'Tết Nguyên đán'),
    ('2025-04-07', '2025-04-07', 'Giỗ Tổ Hùng Vương'), ('2025-04-30', '2025-04-30', 'Ngày Chiến thắng'),
    ('2025-05-01', '2025-05-01', 'Quốc tế Lao động'), ('2025-05-02', '2025-05-02', 'Nghỉ hoán đổi'),
    ('2025-09-01', '2025-09-02', 'Quốc khánh'),
    ('2026-01-01', '2026-01-01', 'Tết Dương lịch'), ('2026-01-02', '2026-01-02', 'Nghỉ hoán đổi'),
    ('2026-02-14', '2026-02-22', 'Tết Nguyên đán'), ('2026-04-26', '2026-04-26', 'Giỗ Tổ Hùng Vương'),
    ('2026-04-27', '2026-04-27', 'Nghỉ bù Giỗ Tổ Hùng Vương'), ('2026-04-30', '2026-04-30', 'Ngày Chiến thắng'),
    ('2026-05-01', '2026-05-01', 'Quốc tế Lao động'), ('2026-08-31', '2026-08-31', 'Nghỉ hoán đổi'),
    ('2026-09-01', '2026-09-02', 'Quốc khánh')) x(first, last, name),
  LATERAL generate_series(x.first::date, x.last::date, interval '1 day') d
ON CONFLICT DO NOTHING;

CREATE TABLE itinerary (
  round_id        integer PRIMARY KEY REFERENCES inspection_round ON DELETE CASCADE,
  version         integer NOT NULL DEFAULT 1,
  demands         jsonb NOT NULL DEFAULT '{}',   -- as sent, without "seen"
  issued_version  integer,                       -- the version that is issued; NULL: none
  issued_at       timestamptz);

CREATE TABLE itinerary_visit (                   -- as it is being planned; issued it stands in team_unit
  round_id     integer NOT NULL REFERENCES itinerary ON DELETE CASCADE,
  unit_id      integer NOT NULL,
  team_id      integer NOT NULL REFERENCES round_team ON DELETE CASCADE,
  day          date NOT NULL,
  half         text NOT NULL CHECK (half IN ('morning', 'afternoon', 'day')),
  is_proposed  boolean NOT NULL DEFAULT false,   -- by the solver, and not moved since
  PRIMARY KEY (round_id, unit_id),
  FOREIGN KEY (round_id, unit_id) REFERENCES round_unit ON DELETE CASCADE);
CREATE INDEX itinerary_visit_team ON itinerary_visit (team_id);

ALTER TABLE team_unit ADD COLUMN half text CHECK (half IN ('morning', 'afternoon', 'day'));

-- A proposal as pending work: scoring computes it.  A worker whose claim has expired changes nothing.
CREATE TABLE itinerary_proposal (
  id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  round_id    integer NOT NULL REFERENCES itinerary ON DELETE CASCADE,
  version     integer NOT NULL,                  -- of the itinerary that it is for
  task        jsonb NOT NULL,                    -- services/domain/itinerary/task.h
  state       text NOT NULL DEFAULT 'owed' CHECK (state IN ('owed', 'done', 'failed')),
  result      jsonb,
  account_id  integer NOT NULL REFERENCES account,
  made_at     timestamptz NOT NULL DEFAULT now(),
  done_at     timestamptz,
  ready_at    timestamptz NOT NULL DEFAULT now(),   -- in the future: leased
  claim       uuid,
  attempts    smallint NOT NULL DEFAULT 0);
CREATE INDEX itinerary_proposal_owed ON itinerary_proposal (ready_at) WHERE state = 'owed';
CREATE INDEX itinerary_proposal_round ON itinerary_proposal (round_id, made_at);

-- The visits of issued itineraries as calendars know them: a change counts up, a visit that goes
-- away stays as cancelled.
CREATE TABLE calendar_event (
  round_id      integer NOT NULL REFERENCES inspection_round ON DELETE CASCADE,
  unit_id       integer NOT NULL REFERENCES unit,
  team_id       integer,                         -- may be gone: the event is cancelled then
  team_name     text NOT NULL,
  day           date NOT NULL,
  half          text NOT NULL,
  sequence      integer NOT NULL DEFAULT 0,
  is_cancelled  boolean NOT NULL DEFAULT false,
  changed_at    timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (round_id, unit_id));

-- The secret address of an account's calendar: only its hash is kept.
CREATE TABLE calendar_token (
  account_id  integer PRIMARY KEY REFERENCES account ON DELETE CASCADE,
  digest      bytea NOT NULL UNIQUE,
  made_at     timestamptz NOT NULL DEFAULT now());

ALTER TABLE round_act DROP CONSTRAINT round_act_act_check;
ALTER TABLE round_act ADD CONSTRAINT round_act_act_check CHECK (act ~ '^[a-z_]+$');

GRANT SELECT, UPDATE, DELETE ON itinerary_proposal TO mc_scoring;
GRANT ALL ON holiday, itinerary, itinerary_visit, itinerary_proposal, calendar_event, calendar_token TO mc_admin;
