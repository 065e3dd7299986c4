"""Peers, what is to be sent to them, and what their worklists asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from alembic.operations import Operations

_TABLES: Final = """
CREATE TABLE peers (
    id TEXT NOT NULL,
    document TEXT NOT NULL,
    removed TEXT DEFAULT '' NOT NULL,
    seal BLOB NOT NULL,
    CONSTRAINT pk_peers PRIMARY KEY (id)
);
CREATE TABLE outbox (
    id TEXT NOT NULL,
    judgement TEXT NOT NULL,
    peer TEXT NOT NULL,
    content TEXT NOT NULL,
    state TEXT NOT NULL,
    tries INTEGER NOT NULL,
    next_try TEXT DEFAULT '' NOT NULL,
    said TEXT DEFAULT '' NOT NULL,
    made TEXT DEFAULT '' NOT NULL,
    sent TEXT DEFAULT '' NOT NULL,
    seal BLOB NOT NULL,
    CONSTRAINT pk_outbox PRIMARY KEY (id),
    CONSTRAINT ck_outbox_content CHECK (content in ('pdf', 'sr', 'still', 'video', 'fhir')),
    CONSTRAINT ck_outbox_state CHECK (state in ('waiting', 'sending', 'sent', 'refused', 'given up')),
    CONSTRAINT fk_outbox_judgement FOREIGN KEY(judgement) REFERENCES judgements (id) ON DELETE CASCADE,
    CONSTRAINT fk_outbox_peer FOREIGN KEY(peer) REFERENCES peers (id) ON DELETE RESTRICT
);
CREATE INDEX ix_outbox_judgement ON outbox (judgement);
CREATE INDEX ix_outbox_peer ON outbox (peer);
CREATE INDEX ix_outbox_state ON outbox (state);
CREATE UNIQUE INDEX uq_outbox_judgement_peer_content ON outbox (judgement, peer, content);
CREATE TABLE orders (
    id TEXT NOT NULL,
    patient TEXT NOT NULL,
    date TEXT NOT NULL,
    visit TEXT DEFAULT '' NOT NULL,
    accession_number TEXT DEFAULT '' NOT NULL,
    study_uid TEXT DEFAULT '' NOT NULL,
    procedure_id TEXT DEFAULT '' NOT NULL,
    step_id TEXT DEFAULT '' NOT NULL,
    description TEXT DEFAULT '' NOT NULL,
    made TEXT DEFAULT '' NOT NULL,
    seal BLOB NOT NULL,
    CONSTRAINT pk_orders PRIMARY KEY (id),
    CONSTRAINT fk_orders_patient FOREIGN KEY(patient) REFERENCES patients (id) ON DELETE CASCADE
);
CREATE INDEX ix_orders_patient ON orders (patient);
CREATE INDEX ix_orders_visit ON orders (visit)
"""


def upgrade(op: Operations) -> None:
    """Make the tables."""
    for statement in _TABLES.split(";"):
        op.execute(statement.strip())


def downgrade(op: Operations) -> None:
    """Take them away; what was sent stays with whom it was sent to."""
    for table in ("orders", "outbox", "peers"):
        op.drop_table(table)
