"""The tables of the protected records as they are now; how they came to be is in ``schema_versions``.

Patient 1-n Visit 1-n Recording 1-n Judgement 0-n Signature. A screening day has patients as its children, and
the changes that it went through; names stand with the patients alone. The outbox holds what of a judgement
goes to which peer, an order what a worklist asked for. Each row but the trail's has an ``id``
of 32 random hexadecimal digits and a ``seal`` (see `record_change`). Times are UTC, ISO 8601; dates
``YYYY-MM-DD``.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)
from sqlalchemy.schema import SchemaItem

METADATA: Final = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="")


def _to(table: str, name: str, *, cascade: bool = False) -> Column[str]:
    ondelete = "CASCADE" if cascade else "RESTRICT"
    return Column(
        name, Text, ForeignKey(f"{table}.id", ondelete=ondelete), nullable=False, index=True
    )


def _table(name: str, *columns: SchemaItem) -> Table:
    """Make a table whose rows are sealed."""
    key, seal = Column("id", Text, primary_key=True), Column("seal", LargeBinary, nullable=False)
    return Table(name, METADATA, key, *columns, seal)


SETTINGS = _table("settings", Column("value", Text, nullable=False))
USERS = _table(
    "users",
    Column("number", Integer, nullable=False, unique=True),
    Column("login", Text, nullable=False, unique=True),
    _text("name"),
    Column("role", Text, nullable=False),
    _text("created"),
    _text("removed"),
)
PATIENTS = _table(
    "patients",
    Column("number", Text, nullable=False, unique=True),
    _text("name"),
    _text("sought"),
    _text("birth_date"),
    _text("sex"),
    _text("class_name"),
    _text("guardian"),
    _text("notes"),
    _text("created"),
    _text("deleted"),
    _text("keep_until"),
    Column("merged_into", Text, ForeignKey("patients.id", ondelete="SET NULL"), index=True),
    CheckConstraint("sex in ('', 'female', 'male', 'other')", name="sex"),
)
PATIENT_KEYS = _table(
    "patient_keys",
    Column("patient", Text, ForeignKey("patients.id"), nullable=False, unique=True),
    Column("wrapped", LargeBinary, nullable=False),
)
CONSENTS = _table(
    "consents",
    _to("patients", "patient", cascade=True),
    _text("given_by"),
    _text("given_on"),
    _text("purpose"),
    _text("until"),
    _text("withdrawn_on"),
    _to("users", "taken_by"),
)
VISITS = _table(
    "visits",
    _to("patients", "patient", cascade=True),
    Column("date", Text, nullable=False, index=True),
    _to("users", "examiner"),
    _text("notes"),
    _text("made_for"),
)
FINDINGS = _table(
    "findings",
    _to("visits", "visit", cascade=True),
    Column("number", Integer, nullable=False),
    _to("users", "made_by"),
    _text("made"),
    Column("document", Text, nullable=False),
    Index("uq_findings_visit_number", "visit", "number", unique=True),
)
RECORDINGS = _table(
    "recordings",
    _to("visits", "visit", cascade=True),
    _text("made"),
    Column("source", Text, nullable=False),
    _text("origin"),
    _text("title"),
    _text("state"),
    _text("deleted"),
    _text("facts"),
    _text("repeats"),
    _text("screened_before"),
    _text("video_origin"),
    CheckConstraint("source in ('camera', 'file', 'folder')", name="source"),
)
for _origin in (RECORDINGS.c.origin, RECORDINGS.c.video_origin):
    Index(f"uq_recordings_{_origin.name}", _origin, unique=True, sqlite_where=_origin != "")
CONTAINERS = _table(
    "containers",
    _to("recordings", "recording", cascade=True),
    Column("kind", Text, nullable=False),
    Column("wrapped", LargeBinary, nullable=False),
    CheckConstraint("kind in ('video', 'judgement', 'pages')", name="kind"),
)
JUDGEMENTS = _table(
    "judgements",
    _to("recordings", "recording", cascade=True),
    Column("number", Integer, nullable=False),
    _to("containers", "container", cascade=True),
    Column("digest", Text, nullable=False),
    _text("made"),
    _to("users", "made_by"),
    Column("outcome", Text, nullable=False),
    _text("verdict"),
    _text("model"),
    _text("model_sha256"),
    _text("model_status"),
    Column("person", Integer),
    _text("figures"),
    _text("amends"),
    _text("reason"),
    Index("uq_judgements_recording_number", "recording", "number", unique=True),
)
STEPS = _table(
    "steps",
    _to("judgements", "judgement", cascade=True),
    Column("number", Integer, nullable=False),
    Column("state", Text, nullable=False),
    _to("users", "made_by"),
    _text("made"),
    _text("outcome"),
    _text("reason"),
    CheckConstraint("state in ('draft', 'reviewed', 'signed', 'amended')", name="state"),
    Index("uq_steps_judgement_number", "judgement", "number", unique=True),
)
SIGNATURES = _table(
    "signatures",
    _to("judgements", "judgement", cascade=True),
    _to("users", "signer"),
    _text("made"),
    _text("meaning"),
    Column("document", Text, nullable=False),
    Column("sha256", Text, nullable=False),
)
PAGES = _table(
    "pages",
    _to("signatures", "signature", cascade=True),
    _to("containers", "container", cascade=True),
    Column("language", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    _text("made"),
    _to("users", "made_by"),
    Index("uq_pages_signature_language", "signature", "language", unique=True),
)
MERGES = _table(
    "merges",
    _to("patients", "kept", cascade=True),
    _to("patients", "gone", cascade=True),
    _text("made"),
    _text("undone"),
    Column("moved", Text, nullable=False),
)
DAYS = _table(
    "days",
    Column("began", Text, nullable=False, index=True),
    _text("title"),
    _text("place"),
    _to("users", "made_by"),
    _text("origin"),
)
Index("uq_days_origin", DAYS.c.origin, unique=True, sqlite_where=DAYS.c.origin != "")
DAY_CHILDREN = _table(
    "day_children",
    _to("days", "day", cascade=True),
    _to("patients", "patient", cascade=True),
    Column("position", Integer, nullable=False),
    Column("code", Text, nullable=False),
    _text("known"),
    _text("note"),
    CheckConstraint("known in ('', 'yes', 'no')", name="known"),
    Index("uq_day_children_day_patient", "day", "patient", unique=True),
)
DAY_CHANGES = _table(
    "day_changes",
    _to("days", "day", cascade=True),
    Column("number", Integer, nullable=False),
    _to("users", "made_by"),
    Column("document", Text, nullable=False),
    Index("uq_day_changes_day_number", "day", "number", unique=True),
)
PEERS = _table("peers", Column("document", Text, nullable=False), _text("removed"))
OUTBOX = _table(
    "outbox",
    _to("judgements", "judgement", cascade=True),
    _to("peers", "peer"),
    Column("content", Text, nullable=False),
    Column("state", Text, nullable=False, index=True),
    Column("tries", Integer, nullable=False),
    _text("next_try"),
    _text("said"),
    _text("made"),
    _text("sent"),
    CheckConstraint("content in ('pdf', 'sr', 'still', 'video', 'fhir')", name="content"),
    CheckConstraint("state in ('waiting', 'sending', 'sent', 'refused', 'given up')", name="state"),
    Index("uq_outbox_judgement_peer_content", "judgement", "peer", "content", unique=True),
)
ORDERS = _table(
    "orders",
    _to("patients", "patient", cascade=True),
    Column("date", Text, nullable=False),
    Column("visit", Text, nullable=False, server_default="", index=True),
    _text("accession_number"),
    _text("study_uid"),
    _text("procedure_id"),
    _text("step_id"),
    _text("description"),
    _text("made"),
)
TRAIL = Table(
    "trail",
    METADATA,
    Column("number", Integer, primary_key=True),
    _text("made"),
    Column("user", Integer, nullable=False),
    Column("action", Text, nullable=False),
    _text("subject"),
    _text("detail"),
    Column("state", Text, nullable=False),
    Column("hash", Text, nullable=False),
)
SEALED: Final = tuple(table for table in METADATA.sorted_tables if table is not TRAIL)
"""The tables whose rows are sealed, parents first."""
