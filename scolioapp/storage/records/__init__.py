"""The protected records: patients, visits, recordings, judgements, signatures, users and the audit trail.

`record_store.RecordStore` is the door. Nothing here knows Qt. Import it late: SQLAlchemy costs half a second.
"""
