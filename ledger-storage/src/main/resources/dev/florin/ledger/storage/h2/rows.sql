-- What the frames say, in rows for reports: version 1. Written in the transaction that appends a batch; the ledger never reads
-- them, and makes them again when they are of another version. Amounts are minor units.

CREATE TABLE ~account (
    number INT NOT NULL PRIMARY KEY,
    id UUID NOT NULL UNIQUE,
    name VARCHAR(512),
    asset VARCHAR(32) NOT NULL,
    scale SMALLINT NOT NULL,
    normal_side VARCHAR(6) NOT NULL CHECK (normal_side IN ('DEBIT', 'CREDIT')),
    lower_limit DECIMAL(39),
    upper_limit DECIMAL(39),
    status VARCHAR(20) NOT NULL CHECK (status IN ('OPEN', 'FROZEN_FOR_DEBITS', 'FROZEN', 'CLOSED')),
    code INT,
    metadata JSON,
    opened_position BIGINT NOT NULL,
    opened_at TIMESTAMP(9) WITH TIME ZONE NOT NULL,
    changed_position BIGINT NOT NULL
);
CREATE INDEX ~account_name ON ~account (name);

CREATE TABLE ~transfer (
    position BIGINT NOT NULL PRIMARY KEY,
    id UUID NOT NULL UNIQUE,
    kind VARCHAR(8) NOT NULL CHECK (kind IN ('TRANSFER', 'CAPTURE', 'REVERSAL', 'REFUND', 'SWEEP')),
    recorded_at TIMESTAMP(9) WITH TIME ZONE NOT NULL,
    effective_at TIMESTAMP(9) WITH TIME ZONE NOT NULL,
    reference VARCHAR(1024),
    code INT,
    -- The position of the hold that is captured, or of what is reversed or refunded.
    origin BIGINT,
    metadata JSON
);

CREATE TABLE ~entry (
    position BIGINT NOT NULL,
    line SMALLINT NOT NULL,
    account INT NOT NULL,
    side VARCHAR(6) NOT NULL CHECK (side IN ('DEBIT', 'CREDIT')),
    amount DECIMAL(39) NOT NULL CHECK (amount > 0),
    debits_after DECIMAL(39) NOT NULL,
    credits_after DECIMAL(39) NOT NULL,
    PRIMARY KEY (position, line),
    FOREIGN KEY (position) REFERENCES ~transfer
);
-- Before the foreign key, which would make an index of its own.
CREATE INDEX ~entry_account ON ~entry (account, position, line);
ALTER TABLE ~entry ADD FOREIGN KEY (account) REFERENCES ~account;

CREATE TABLE ~hold (
    position BIGINT NOT NULL PRIMARY KEY,
    id UUID NOT NULL UNIQUE,
    recorded_at TIMESTAMP(9) WITH TIME ZONE NOT NULL,
    due_at TIMESTAMP(9) WITH TIME ZONE,
    status VARCHAR(8) NOT NULL CHECK (status IN ('OPEN', 'CAPTURED', 'RELEASED', 'EXPIRED', 'REVERSED')),
    closed_position BIGINT,
    closed_at TIMESTAMP(9) WITH TIME ZONE,
    reference VARCHAR(1024),
    code INT,
    metadata JSON
);

CREATE TABLE ~hold_entry (
    position BIGINT NOT NULL,
    line SMALLINT NOT NULL,
    account INT NOT NULL,
    side VARCHAR(6) NOT NULL CHECK (side IN ('DEBIT', 'CREDIT')),
    amount DECIMAL(39) NOT NULL CHECK (amount > 0),
    captured DECIMAL(39) NOT NULL,
    is_open BOOLEAN NOT NULL,
    PRIMARY KEY (position, line),
    FOREIGN KEY (position) REFERENCES ~hold
);
CREATE INDEX ~hold_entry_account ON ~hold_entry (account, is_open);
ALTER TABLE ~hold_entry ADD FOREIGN KEY (account) REFERENCES ~account;

CREATE TABLE ~rejection (
    position BIGINT NOT NULL PRIMARY KEY,
    id UUID NOT NULL UNIQUE,
    recorded_at TIMESTAMP(9) WITH TIME ZONE NOT NULL,
    reason VARCHAR(64) NOT NULL
);

CREATE VIEW ~balance AS
SELECT
    account, id, name, asset, scale, normal_side, status, debits, credits,
    CASE normal_side WHEN 'DEBIT' THEN debits - credits ELSE credits - debits END AS posted,
    pending_debits, pending_credits,
    CASE normal_side
        WHEN 'DEBIT' THEN debits - credits - pending_credits
        ELSE credits - debits - pending_debits
    END AS available
FROM (
    SELECT
        a.number AS account, a.id, a.name, a.asset, a.scale, a.normal_side, a.status,
        COALESCE((SELECT e.debits_after FROM ~entry e WHERE e.account = a.number
            ORDER BY e.account DESC, e.position DESC, e.line DESC FETCH FIRST ROW ONLY), 0) AS debits,
        COALESCE((SELECT e.credits_after FROM ~entry e WHERE e.account = a.number
            ORDER BY e.account DESC, e.position DESC, e.line DESC FETCH FIRST ROW ONLY), 0) AS credits,
        COALESCE((SELECT SUM(h.amount - h.captured) FROM ~hold_entry h
            WHERE h.account = a.number AND h.is_open AND h.side = 'DEBIT'), 0) AS pending_debits,
        COALESCE((SELECT SUM(h.amount - h.captured) FROM ~hold_entry h
            WHERE h.account = a.number AND h.is_open AND h.side = 'CREDIT'), 0) AS pending_credits
    FROM ~account a
);
