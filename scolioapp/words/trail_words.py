"""Words of the audit trail: what each action was, in the window's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from engine.core.text import Text, text
from scolioapp.i18n import render

if TYPE_CHECKING:
    from scolioapp.storage.records.trail_reading import TrailLine

ACTIONS: Final[Mapping[str, Mapping[str, Text]]] = {
    "doors": {
        "user.unlocked": text("Unlocked"),
        "user.locked": text("Locked"),
        "user.recovered": text("Unlocked with the recovery key"),
        "records.accepted": text("Let in although something was in doubt"),
    },
    "patients": {
        "patient.added": text("Patient added"),
        "patients.none_added": text("List read, nobody added"),
        "patient.viewed": text("Patient viewed"),
        "patient.changed": text("Patient changed"),
        "patient.merged": text("Two patients joined"),
        "patient.merge_undone": text("Joining of two patients undone"),
        "consent.added": text("Consent written down"),
        "consent.withdrawn": text("Consent withdrawn"),
        "consent.refused": text("Consent refused"),
        "consent.taken_back": text("Consent ended by a refusal"),
        "consent.restored": text("Refusal undone, consent holds again"),
        "roster.taken": text("List of children taken in"),
        "table.made": text("Table of patients made"),
    },
    "visits": {
        "visit.added": text("Visit added"),
        "visit.changed": text("Visit changed"),
        "visit.deleted": text("Empty visit removed"),
        "visit.restored": text("Empty visit brought back"),
        "findings.written": text("Findings written"),
        "day.added": text("Screening day begun"),
        "day.changed": text("Screening day changed"),
        "day.viewed": text("Screening day viewed"),
        "day.deleted": text("Screening day removed"),
        "day.taken_over": text("Screening day taken over from the folder of earlier versions"),
    },
    "recordings": {
        "recording.begun": text("Recording begun"),
        "recording.added": text("Recording added"),
        "recording.taken_over": text("Recording taken over from the folder of earlier versions"),
        "folder.erased": text("What was taken over erased from the folder of earlier versions"),
        "recording.viewed": text("Recording viewed"),
        "recording.retitled": text("Recording renamed"),
        "recording.moved": text("Recording moved to another patient"),
        "recording.stayed": text("Recording left where it was"),
        "recording.linked": text("Noted which recording one repeats"),
        "recording.noted": text("Facts of a recording noted"),
        "recording.converted": text("Recording made smaller"),
    },
    "judgements": {
        "judgement.added": text("Judged"),
        "judgement.viewed": text("Judgement viewed"),
        "judgement.reviewed": text("Judgement reviewed"),
        "judgement.amended": text("Judgement amended"),
        "judgement.signed": text("Judgement signed"),
        "pages.made": text("Printed pages kept with the signature"),
        "pages.viewed": text("Signed pages viewed"),
        "pages.sought": text("Signed pages asked for, none kept"),
        "report.made": text("Report made, not signed"),
        "letter.made": text("Letter to the parents made"),
        "page.checked": text("Code on a printed page checked"),
        "inbox.made": text("Place made for results that finish while the records are locked"),
        "judgement.handed_in": text(
            "Result taken in that had finished while the records were locked"
        ),
        "result.refused": text("Result refused that had finished while the records were locked"),
    },
    "sending": {
        "peer.added": text("Peer added"),
        "peer.changed": text("Peer changed"),
        "peer.removed": text("Peer removed"),
        "outbox.asked": text("Result to be sent"),
        "outbox.added": text("Content of a result to be sent"),
        "outbox.again": text("To be sent anew"),
        "outbox.looked": text("Asked to send what was sent already"),
        "outbox.given_up": text("Not to be sent any more"),
        "outbox.interrupted": text("Sending was interrupted"),
        "outbox.begun": text("Sending begun"),
        "outbox.sent": text("Sent, and taken by the peer"),
        "outbox.failed": text("Sending failed"),
        "report.collected": text("Signed result collected for sending"),
        "worklist.taken": text("Worklist taken in"),
        "order.linked": text("Order of the worklist linked with a visit"),
    },
    "users": {
        "user.added": text("User added"),
        "user.role": text("Role of a user changed"),
        "user.removed": text("User removed"),
        "user.password_changed": text("Own password changed"),
        "user.password_reset": text("Password of a user set anew"),
        "recovery_key.made": text("New recovery key made"),
        "recovery_key.used": text("Recovery key used"),
        "keys.written": text("Keys written"),
        "preferences.changed": text("Settings of the records changed"),
    },
    "safety": {
        "records.created": text("Records begun"),
        "records.restored": text("Backup restored"),
        "records.migrated": text("Records brought to a new version"),
        "backup.made": text("Automatic backup made"),
        "backup.saved": text("Backup saved to one file"),
        "trail.exported": text("Audit trail exported"),
    },
    "erasing": {
        "patient.deleted": text("Patient put into the recycle bin"),
        "patient.restored": text("Patient taken back from the recycle bin"),
        "patient.keep_until": text("Until when a patient is kept was set"),
        "patient.erased": text("Patient erased for good"),
        "recording.deleted": text("Recording put into the recycle bin"),
        "recording.restored": text("Recording taken back from the recycle bin"),
        "recording.erased": text("Recording erased for good"),
        "bin.erased": text("Erased for good"),
    },
}
"""Each action that the records write, in groups by which the trail is narrowed."""

GROUPS: Final[Mapping[str, Text]] = {
    "doors": text("Unlocking and locking"),
    "patients": text("Patients and consents"),
    "visits": text("Visits and findings"),
    "recordings": text("Recordings"),
    "judgements": text("Judgements and signatures"),
    "sending": text("Sending to others and worklists"),
    "users": text("Users, keys and settings"),
    "safety": text("Backups and versions"),
    "erasing": text("Recycle bin and erasing"),
}

_WORDS: Final = {action: said for group in ACTIONS.values() for action, said in group.items()}
_SHORT: Final = 8


def action_words(action: str) -> str:
    """Say what was done; an action of another version of the program as it is written."""
    said = _WORDS.get(action)
    return action if said is None else render(said)


def group_words(group: str) -> str:
    """Say what the actions of a group have in common."""
    return render(GROUPS[group])


def who_words(line: TrailLine) -> str:
    """Say who did it."""
    return line.login or render(text("the program"))


def about_words(line: TrailLine) -> str:
    """Say whom or what it is about, by number; something erased by the beginning of its id."""
    return line.patient or line.about_user or line.entry.subject[:_SHORT]
