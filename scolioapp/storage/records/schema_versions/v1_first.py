"""The first schema. Written out, so that it stays what it was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from alembic.operations import Operations

_TABLES: Final = """
CREATE TABLE patients (
    id TEXT NOT NULL,
    number TEXT NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    sought TEXT DEFAULT '' NOT NULL,
    birth_date TEXT DEFAULT '' NOT NULL,
    sex TEXT DEFAULT '' NOT NULL,
    class_name TEXT DEFAULT '' NOT NULL,
    guardian TEXT DEFAULT '' NOT NULL,
    notes TEXT DEFAULT '' NOT NULL,
    created TEXT DEFAULT '' NOT NULL,
    deleted TEXT DEFAULT '' NOT NULL,
    merged_into TEXT,
    seal BLOB NOT NULL,
    CONSTRAINT pk_patients PRIMARY KEY (id),
    CONSTRAINT uq_patients_number UNIQUE (number),
    CONSTRAINT fk_patients_merged_into FOREIGN KEY(merged_into) REFERENCES patients (id) ON DELETE SET NULL
);
CREATE INDEX ix_patients_merged_into ON patients (merged_into);
CREATE TABLE settings (
    id TEXT NOT NULL,
    value TEXT NOT NULL,
    seal BLOB NOT NULL,
    CONSTRAINT pk_settings PRIMARY KEY (id)
);
CREATE TABLE trail (
    number INTEGER NOT NULL,
    made TEXT DEFAULT '' NOT NULL,
    user INTEGER NOT NULL,
    action TEXT NOT NULL,
    subject TEXT DEFAULT '' NOT NULL,
    detail TEXT DEFAULT '' NOT NULL,
    state TEXT NOT NULL,
    hash TEXT NOT NULL,
    CONSTRAINT pk_trail PRIMARY KEY (number)
);
CREATE TABLE users (
    id TEXT NOT NULL,
    number INTEGER NOT NULL,
    login TEXT NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    role TEXT NOT NULL,
    created TEXT DEFAULT '' NOT NULL,
    removed TEXT DEFAULT '' NOT NULL,
    seal BLOB NOT NULL,
    CONSTRAINT pk_users PRIMARY KEY (id),
    CONSTRAINT uq_users_number UNIQUE (number),
    CONSTRAINT uq_users_login UNIQUE (login)
);
CREATE TABLE consents (
    id TEXT NOT NULL,
    patient TEXT NOT NULL,
    given_by TEXT DEFAULT '' NOT NULL,
    given_on TEXT DEFAULT '' NOT NULL,
    purpose TEXT DEFAULT '' NOT NULL,
    until TEXT DEFAULT '' NOT NULL,
    withdrawn_on TEXT DEFAULT '' NOT NULL,
    taken_by TEXT NOT NULL,
    seal BLOB NOT NULL,
    CONSTRAINT pk_consents PRIMARY KEY (id),
    CONSTRAINT fk_consents_patient FOREIGN KEY(patient) REFERENCES patients (id) ON DELETE CASCADE,
    CONSTRAINT fk_consents_taken_by FOREIGN KEY(taken_by) REFERENCES users (id) ON DELETE RESTRICT
);
CREATE INDEX ix_consents_patient ON consents (patient);
CREATE INDEX ix_consents_taken_by ON consents (taken_by);
CREATE TABLE merges (
    id TEXT NOT NULL,
    kept TEXT NOT NULL,
    gone TEXT NOT NULL,
    made TEXT DEFAULT '' NOT NULL,
    undone TEXT DEFAULT '' NOT NULL,
    moved TEXT NOT NULL,
    seal BLOB NOT NULL,
    CONSTRAINT pk_merges PRIMARY KEY (id),
    CONSTRAINT fk_merges_kept FOREIGN KEY(kept) REFERENCES patients (id) ON DELETE CASCADE,
    CONSTRAINT fk_merges_gone FOREIGN KEY(gone) REFERENCES patients (id) ON DELETE CASCADE
);
CREATE INDEX ix_merges_gone ON merges (gone);
CREATE INDEX ix_merges_kept ON merges (kept);
CREATE TABLE patient_keys (
    id TEXT NOT NULL,
    patient TEXT NOT NULL,
    wrapped BLOB NOT NULL,
    seal BLOB NOT NULL,
    CONSTRAINT pk_patient_keys PRIMARY KEY (id),
    CONSTRAINT uq_patient_keys_patient UNIQUE (patient),
    CONSTRAINT fk_patient_keys_patient FOREIGN KEY(patient) REFERENCES patients (id)
);
CREATE TABLE visits (
    id TEXT NOT NULL,
    patient TEXT NOT NULL,
    date TEXT NOT NULL,
    examiner TEXT NOT NULL,
    notes TEXT DEFAULT '' NOT NULL,
    seal BLOB NOT NULL,
    CONSTRAINT pk_visits PRIMARY KEY (id),
    CONSTRAINT fk_visits_patient FOREIGN KEY(patient) REFERENCES patients (id) ON DELETE CASCADE,
    CONSTRAINT fk_visits_examiner FOREIGN KEY(examiner) REFERENCES users (id) ON DELETE RESTRICT
);
CREATE INDEX ix_visits_date ON visits (date);
CREATE INDEX ix_visits_examiner ON visits (examiner);
CREATE INDEX ix_visits_patient ON visits (patient);
CREATE TABLE findings (
    id TEXT NOT NULL,
    visit TEXT NOT NULL,
    number INTEGER NOT NULL,
    made_by TEXT NOT NULL,
    made TEXT DEFAULT '' NOT NULL,
    document TEXT NOT NULL,
    seal BLOB NOT NULL,
    CONSTRAINT pk_findings PRIMARY KEY (id),
    CONSTRAINT fk_findings_visit FOREIGN KEY(visit) REFERENCES visits (id) ON DELETE CASCADE,
    CONSTRAINT fk_findings_made_by FOREIGN KEY(made_by) REFERENCES users (id) ON DELETE RESTRICT
);
CREATE INDEX ix_findings_made_by ON findings (made_by);
CREATE INDEX ix_findings_visit ON findings (visit);
CREATE UNIQUE INDEX uq_findings_visit_number ON findings (visit, number);
CREATE TABLE recordings (
    id TEXT NOT NULL,
    visit TEXT NOT NULL,
    made TEXT DEFAULT '' NOT NULL,
    source TEXT NOT NULL,
    origin TEXT DEFAULT '' NOT NULL,
    title TEXT DEFAULT '' NOT NULL,
    state TEXT DEFAULT '' NOT NULL,
    deleted TEXT DEFAULT '' NOT NULL,
    seal BLOB NOT NULL,
    CONSTRAINT pk_recordings PRIMARY KEY (id),
    CONSTRAINT ck_recordings_source CHECK (source in ('camera', 'file', 'folder')),
    CONSTRAINT fk_recordings_visit FOREIGN KEY(visit) REFERENCES visits (id) ON DELETE CASCADE
);
CREATE INDEX ix_recordings_visit ON recordings (visit);
CREATE UNIQUE INDEX uq_recordings_origin ON recordings (origin) WHERE origin != '';
CREATE TABLE containers (
    id TEXT NOT NULL,
    recording TEXT NOT NULL,
    kind TEXT NOT NULL,
    wrapped BLOB NOT NULL,
    seal BLOB NOT NULL,
    CONSTRAINT pk_containers PRIMARY KEY (id),
    CONSTRAINT ck_containers_kind CHECK (kind in ('video', 'judgement')),
    CONSTRAINT fk_containers_recording FOREIGN KEY(recording) REFERENCES recordings (id) ON DELETE CASCADE
);
CREATE INDEX ix_containers_recording ON containers (recording);
CREATE TABLE judgements (
    id TEXT NOT NULL,
    recording TEXT NOT NULL,
    number INTEGER NOT NULL,
    container TEXT NOT NULL,
    digest TEXT NOT NULL,
    made TEXT DEFAULT '' NOT NULL,
    made_by TEXT NOT NULL,
    outcome TEXT NOT NULL,
    verdict TEXT DEFAULT '' NOT NULL,
    model TEXT DEFAULT '' NOT NULL,
    model_sha256 TEXT DEFAULT '' NOT NULL,
    model_status TEXT DEFAULT '' NOT NULL,
    person INTEGER,
    figures TEXT DEFAULT '' NOT NULL,
    amends TEXT DEFAULT '' NOT NULL,
    reason TEXT DEFAULT '' NOT NULL,
    seal BLOB NOT NULL,
    CONSTRAINT pk_judgements PRIMARY KEY (id),
    CONSTRAINT fk_judgements_recording FOREIGN KEY(recording) REFERENCES recordings (id) ON DELETE CASCADE,
    CONSTRAINT fk_judgements_container FOREIGN KEY(container) REFERENCES containers (id) ON DELETE CASCADE,
    CONSTRAINT fk_judgements_made_by FOREIGN KEY(made_by) REFERENCES users (id) ON DELETE RESTRICT
);
CREATE INDEX ix_judgements_container ON judgements (container);
CREATE INDEX ix_judgements_made_by ON judgements (made_by);
CREATE INDEX ix_judgements_recording ON judgements (recording);
CREATE UNIQUE INDEX uq_judgements_recording_number ON judgements (recording, number);
CREATE TABLE signatures (
    id TEXT NOT NULL,
    judgement TEXT NOT NULL,
    signer TEXT NOT NULL,
    made TEXT DEFAULT '' NOT NULL,
    meaning TEXT DEFAULT '' NOT NULL,
    document TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    seal BLOB NOT NULL,
    CONSTRAINT pk_signatures PRIMARY KEY (id),
    CONSTRAINT fk_signatures_judgement FOREIGN KEY(judgement) REFERENCES judgements (id) ON DELETE CASCADE,
    CONSTRAINT fk_signatures_signer FOREIGN KEY(signer) REFERENCES users (id) ON DELETE RESTRICT
);
CREATE INDEX ix_signatures_judgement ON signatures (judgement);
CREATE INDEX ix_signatures_signer ON signatures (signer);
CREATE TABLE steps (
    id TEXT NOT NULL,
    judgement TEXT NOT NULL,
    number INTEGER NOT NULL,
    state TEXT NOT NULL,
    made_by TEXT NOT NULL,
    made TEXT DEFAULT '' NOT NULL,
    outcome TEXT DEFAULT '' NOT NULL,
    reason TEXT DEFAULT '' NOT NULL,
    seal BLOB NOT NULL,
    CONSTRAINT pk_steps PRIMARY KEY (id),
    CONSTRAINT ck_steps_state CHECK (state in ('draft', 'reviewed', 'signed', 'amended')),
    CONSTRAINT fk_steps_judgement FOREIGN KEY(judgement) REFERENCES judgements (id) ON DELETE CASCADE,
    CONSTRAINT fk_steps_made_by FOREIGN KEY(made_by) REFERENCES users (id) ON DELETE RESTRICT
);
CREATE INDEX ix_steps_judgement ON steps (judgement);
CREATE INDEX ix_steps_made_by ON steps (made_by);
CREATE UNIQUE INDEX uq_steps_judgement_number ON steps (judgement, number)
"""

_NEVER: Final = (
    ("trail", "UPDATE"),
    ("trail", "DELETE"),
    ("judgements", "UPDATE"),
    ("signatures", "UPDATE"),
    ("findings", "UPDATE"),
    ("steps", "UPDATE"),
)


def upgrade(op: Operations) -> None:
    """Make everything, in an empty database."""
    for statement in _TABLES.split(";"):
        op.execute(statement.strip())
    for table, verb in _NEVER:
        op.execute(
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} are never changed'); END"
        )


def downgrade(op: Operations) -> None:
    """Refuse: before the first schema there is nothing to go back to.

    Raises:
        NotImplementedError: Always.
    """
    raise NotImplementedError
