/**
 * The tables of a vault (docs/decisions/0005-tables.md). The log is `chain` and `envelope`; `op`, `batch`, `space_key`
 * and `document` are what opening it gave; `document_view`, `chunk`, `record` and `search` are caches that `vault rebuild` makes again.
 * No times of arrival are kept, except when a piece was put in quarantine and when a peer was last met.
 */
export const tables = `
CREATE TABLE chain (
  no INTEGER PRIMARY KEY,
  device BLOB NOT NULL,
  seq INTEGER NOT NULL,      -- of its last envelope held here
  head BLOB NOT NULL,        -- id of that
  parent INTEGER REFERENCES chain (no), -- of a branch (a fork): what it grew from
  base INTEGER NOT NULL      -- seq of the last envelope that a branch shares with its parent; 0 of a device's own chain
) STRICT;
CREATE UNIQUE INDEX chain_own ON chain (device) WHERE parent IS NULL;
CREATE INDEX chain_device ON chain (device);

CREATE TABLE envelope (
  no INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  chain INTEGER NOT NULL REFERENCES chain (no),
  seq INTEGER NOT NULL,
  header BLOB NOT NULL,      -- header and signature
  body BLOB,                 -- NULL while it is lent: header first, body later
  -- headed: here without its body; held: opened, and what it rests on is headed, or held itself
  state TEXT NOT NULL
    CHECK (state IN ('new', 'headed', 'held', 'sealed', 'op', 'batch', 'empty', 'quarantined', 'newer')),
  past BLOB,                 -- what its author had heard of, by headers alone: [chain no, seq, ...]
  UNIQUE (chain, seq)
) STRICT;
-- whole: SQLite does not see that state = 'new' is within a partial index over several states
CREATE INDEX envelope_state ON envelope (state);
CREATE INDEX envelope_unsettled ON envelope (chain, seq) WHERE state IN ('new', 'headed', 'held');

CREATE TABLE op (
  no INTEGER PRIMARY KEY,    -- order in which it could be judged: its past comes before it
  envelope INTEGER NOT NULL UNIQUE REFERENCES envelope (no),
  space BLOB,                -- NULL: the root log
  space_key BLOB NOT NULL,   -- id of the key it is sealed with
  content BLOB NOT NULL,
  past BLOB NOT NULL,        -- ops of its log that its author had heard of
  judgement BLOB             -- what it may, judged in that past; NULL: not judged yet
) STRICT;

CREATE TABLE batch (
  no INTEGER PRIMARY KEY,    -- what it rests on comes before it
  envelope INTEGER NOT NULL UNIQUE REFERENCES envelope (no),
  document BLOB NOT NULL,
  space_key BLOB NOT NULL,
  deps BLOB NOT NULL,        -- envelope ids, 32 bytes each
  past BLOB NOT NULL,        -- ops of the space that its author had heard of
  writer BLOB,               -- who had the right at its heads; NULL: nobody
  verdict TEXT NOT NULL CHECK (verdict IN ('counts', 'quarantined', 'waiting', 'refused')),
  spoiled INTEGER NOT NULL DEFAULT 0,  -- its changes did not pass the check
  applied INTEGER NOT NULL DEFAULT 0   -- its changes are in the document's state
) STRICT;
CREATE INDEX batch_document ON batch (document);
CREATE INDEX batch_to_apply ON batch (document) WHERE applied = 0;
CREATE INDEX batch_to_undo ON batch (document) WHERE applied = 1 AND verdict <> 'counts';

CREATE TABLE space_key (
  id BLOB NOT NULL,
  space BLOB NOT NULL,
  secret BLOB NOT NULL,
  PRIMARY KEY (id, space)
) STRICT;

CREATE TABLE document (
  id BLOB PRIMARY KEY,
  space BLOB NOT NULL,
  name TEXT NOT NULL,
  heads TEXT NOT NULL,       -- Automerge heads, JSON
  tips BLOB NOT NULL         -- ids of the envelopes nothing rests on yet
) STRICT;

CREATE INDEX document_space ON document (space);

CREATE TABLE document_view (
  id BLOB PRIMARY KEY,
  heads TEXT NOT NULL,       -- the heads it was read at: behind document.heads after an edit
  state TEXT NOT NULL,       -- JSON
  conflicts TEXT NOT NULL    -- JSON
) STRICT;

-- documents as a member lent them, shown as being checked until the bodies under them are here (docs/decisions/0021-loans.md)
CREATE TABLE loan (
  document BLOB PRIMARY KEY,
  maker BLOB NOT NULL,       -- the laptop that lent it
  heads TEXT NOT NULL,       -- Automerge heads, JSON
  tips BLOB NOT NULL,        -- ids of the envelopes that nothing in it rests on
  saved BLOB NOT NULL,
  day INTEGER NOT NULL,      -- when it came, days since 1970
  state TEXT,                -- JSON; NULL until it was tasted
  conflicts TEXT             -- JSON
) STRICT;

CREATE TABLE journal (
  no INTEGER PRIMARY KEY AUTOINCREMENT,
  document BLOB NOT NULL,
  hash BLOB NOT NULL,
  change BLOB NOT NULL
) STRICT;

CREATE TABLE chunk (key TEXT PRIMARY KEY, data BLOB NOT NULL) STRICT;

CREATE TABLE record (
  no INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  document BLOB NOT NULL,
  space BLOB NOT NULL,
  status TEXT NOT NULL,
  sort TEXT NOT NULL,
  label TEXT NOT NULL,
  data TEXT NOT NULL,        -- JSON
  UNIQUE (document, kind, id) -- whoever writes an id of another document into her own takes nothing from it
) STRICT;
CREATE INDEX record_list ON record (kind, sort, id);
CREATE INDEX record_one ON record (kind, id);
CREATE INDEX record_space ON record (space, kind, status, sort, id); -- counts by state read it alone
CREATE VIRTUAL TABLE search USING fts5 (text, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3');

-- pieces of attachments, sealed; by the hash of their bytes
CREATE TABLE piece (
  id BLOB PRIMARY KEY,
  bytes BLOB                 -- NULL: wanted, and not here yet
) STRICT;
CREATE INDEX piece_wanted ON piece (id) WHERE bytes IS NULL;

-- what is of this laptop alone and goes to nobody: forms not finished yet, how she likes her screen
CREATE TABLE own (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL        -- JSON
) STRICT;

CREATE TABLE join_request (
  id BLOB PRIMARY KEY,
  bytes BLOB NOT NULL,
  words TEXT                 -- the six check words, once somebody looked: they cost a tenth of a second
) STRICT;

CREATE TABLE quarantine (
  no INTEGER PRIMARY KEY,
  device BLOB,               -- NULL: nobody can be named, since nothing proves who wrote it
  envelope BLOB UNIQUE,
  reason TEXT NOT NULL,
  at TEXT NOT NULL,
  bytes BLOB                 -- the piece itself where the log does not hold it
) STRICT;

CREATE TABLE peer (
  device BLOB PRIMARY KEY,   -- a laptop, or the id of a folder or relay
  kind TEXT NOT NULL CHECK (kind IN ('laptop', 'folder', 'relay')),
  at TEXT NOT NULL,
  holds BLOB NOT NULL        -- [chain no, seq, ...]
) STRICT;

CREATE TABLE folder_file (
  folder BLOB NOT NULL,
  name BLOB NOT NULL,
  stamp TEXT NOT NULL,       -- size and time of change when it was read: a file that changed is read again
  good INTEGER NOT NULL,     -- holds the envelope that its name stands for
  PRIMARY KEY (folder, name)
) STRICT, WITHOUT ROWID;

-- how far a box of a relay was listed
CREATE TABLE relay_box (
  relay BLOB NOT NULL,
  box BLOB NOT NULL,
  instance BLOB NOT NULL,    -- of the relay's store: another one is empty
  last INTEGER NOT NULL,     -- the last number listed
  mark BLOB NOT NULL,        -- the hash at that number, 16 bytes: a store that was set back shows another
  day INTEGER NOT NULL,      -- when it was last listed from its beginning, days since 1970
  PRIMARY KEY (relay, box)
) STRICT, WITHOUT ROWID;

CREATE TABLE relay_blob (
  relay BLOB NOT NULL,
  box BLOB NOT NULL,
  seq INTEGER NOT NULL,
  thing BLOB,                -- what it holds, 16 bytes; NULL: nothing of use
  state TEXT NOT NULL CHECK (state IN ('read', 'again', 'left')), -- left: the relay said that it is there
  PRIMARY KEY (relay, box, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX relay_thing ON relay_blob (relay, thing);
`
