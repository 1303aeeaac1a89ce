-- The register of outgoing papers: a book for each issuer, type of paper and term, its numbers, and
-- everything that was done to them.  Numbers run from the book's first without gaps: a cancelled one
-- stays with its reason, and nothing here is ever deleted.

CREATE TABLE register_book (
  id            integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  code          text NOT NULL UNIQUE CHECK (code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$'),
  unit_id       integer NOT NULL REFERENCES unit,    -- whose office keeps it
  issuer        text NOT NULL CHECK (length(issuer) <= 32
                  AND issuer ~ '^[A-ZĂÂĐÊÔƠƯ]{2,}[A-ZĂÂĐÊÔƠƯ0-9]*([-&][A-ZĂÂĐÊÔƠƯ][A-ZĂÂĐÊÔƠƯ0-9]*)*$'),   -- 'UBKTTĐ'
  issuer_name   text NOT NULL,                       -- 'Ủy ban Kiểm tra Tỉnh đoàn'
  type          text NOT NULL CHECK (type ~ '^[A-ZĐ][A-Za-zĐđ]{0,5}$'),   -- 'QĐ'
  type_name     text NOT NULL,                       -- 'quyết định'
  issuer_key    text NOT NULL,                       -- both as the grammar of symbols reads them: 'ubkttd', 'qd'
  type_key      text NOT NULL,
  term          text NOT NULL,                       -- 'Nhiệm kỳ 2022–2027'
  term_from     date NOT NULL,
  term_to       date CHECK (term_to >= term_from),   -- the last day; NULL: not known yet
  first_number  integer NOT NULL CHECK (first_number BETWEEN 1 AND 99999),   -- a book taken over from paper goes on
  UNIQUE (unit_id, issuer_key, type_key, term_from));

CREATE TABLE register_request (                -- one taking of numbers, so that a retry takes none again; never changed
  id          uuid PRIMARY KEY,                -- name-based uuid of (account, idempotency key), or of the object that takes one
  book_id     integer NOT NULL REFERENCES register_book,
  body        jsonb NOT NULL,                  -- as it was sent: the same key with another body is a conflict
  account_id  integer NOT NULL REFERENCES account,
  at          timestamptz NOT NULL DEFAULT now());

CREATE TABLE register_entry (
  book_id     integer NOT NULL REFERENCES register_book,
  number      integer NOT NULL CHECK (number BETWEEN 1 AND 99999),
  suffix      text NOT NULL DEFAULT '' CHECK (suffix ~ '^[a-z]?$'),
  place       integer NOT NULL GENERATED ALWAYS AS
              (number * 32 + CASE WHEN suffix = '' THEN 0 ELSE ascii(suffix) - 96 END) STORED,   -- 11, 11a, 11b, 12
  symbol      text NOT NULL,                   -- '128-KH/UBKTTĐ', '11a-HD/TĐTN-TCKT'
  state       text NOT NULL CHECK (state IN ('reserved', 'issued', 'cancelled')),
  subject     text NOT NULL,                   -- what the paper is about; of a reservation: what it is kept for
  dated       date CHECK (state <> 'issued' OR dated IS NOT NULL),
  signer      text NOT NULL DEFAULT '',
  recipients  text NOT NULL DEFAULT '',
  about       jsonb CHECK (about ? 'kind'),    -- {"kind": round, conclusion, publication; "campaign"; "code"}; NULL: nothing
  reason      text NOT NULL DEFAULT '' CHECK (state <> 'cancelled' OR reason <> ''),   -- why it was cancelled
  request_id  uuid NOT NULL REFERENCES register_request,
  PRIMARY KEY (book_id, place));
CREATE INDEX register_entry_request ON register_entry (request_id);

CREATE TABLE register_act (                    -- never changed
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  book_id     integer NOT NULL REFERENCES register_book,
  place       integer,                         -- of the entry; NULL: the book itself
  act         text NOT NULL CHECK (act IN ('opened', 'changed', 'reserved', 'issued', 'cancelled')),
  detail      jsonb NOT NULL,                  -- as it was sent
  account_id  integer NOT NULL REFERENCES account,
  at          timestamptz NOT NULL DEFAULT now(),
  FOREIGN KEY (book_id, place) REFERENCES register_entry);
CREATE INDEX register_act_of ON register_act (book_id, place, id);

GRANT ALL ON register_book, register_request, register_entry, register_act TO mc_admin;
