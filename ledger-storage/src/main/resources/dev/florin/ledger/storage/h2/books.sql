-- What the books are: version 1. Everything else can be made again from these tables.
-- The name of the schema goes where a tilde stands. A statement ends with a semicolon at the end of a line.

CREATE TABLE ~books (
    id UUID NOT NULL PRIMARY KEY,
    schema_version INT NOT NULL,
    -- Which version the rows of rows.sql are of, and which batch they end with.
    rows_version INT NOT NULL,
    rows_sequence BIGINT NOT NULL,
    -- The last batch, and whether the books were closed in an orderly way behind it.
    last_sequence BIGINT NOT NULL,
    sealed BOOLEAN NOT NULL
);

-- Before these there is books_lock (id INT NOT NULL PRIMARY KEY), whose one row is locked while a ledger has the books open.

CREATE TABLE ~batch (
    sequence BIGINT NOT NULL PRIMARY KEY,
    first_position BIGINT NOT NULL,
    last_position BIGINT NOT NULL UNIQUE,
    recorded_at TIMESTAMP(9) WITH TIME ZONE NOT NULL,
    incarnation INT NOT NULL,
    rules_version INT NOT NULL,
    frame_bytes INT NOT NULL,
    chain BINARY(32) NOT NULL,
    CHECK (last_position >= first_position)
);

-- The frame of each batch as docs/catalogue.md draws it, in parts of 32,768 bytes: the truth.
CREATE TABLE ~frame (
    batch BIGINT NOT NULL,
    part INT NOT NULL,
    bytes VARBINARY(32768) NOT NULL,
    PRIMARY KEY (batch, part),
    FOREIGN KEY (batch) REFERENCES ~batch
);

-- Files that the ledger derives: its index and its snapshots, in checksummed blocks.
CREATE TABLE ~derived_file (
    folder VARCHAR(16) NOT NULL,
    name VARCHAR(64) NOT NULL,
    number BIGINT NOT NULL UNIQUE,
    bytes BIGINT NOT NULL,
    PRIMARY KEY (folder, name)
);

CREATE SEQUENCE ~derived_number;

-- Parts of 16,384 bytes; a place is the file's number times 2^24, plus the number of the part.
CREATE TABLE ~derived_part (
    place BIGINT NOT NULL PRIMARY KEY,
    bytes VARBINARY(16384) NOT NULL
);
