"""THE table of what entries are called: every action of the program in words, and the kind it belongs to.

An action is never taken out of this table: entries of past years still speak of it. A conformance test
compares it with what the operations and the sign-in write.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from xinmiao.kernel.texts import Text, _


class DeedKind(StrEnum):
    """What kind of act an entry tells of."""

    OPENED = "opened"
    WRITTEN = "written"
    PRINTED = "printed"
    EXPORTED = "exported"
    ACCOUNTS = "accounts"
    DATA = "data"
    REFUSED = "refused"
    SYSTEM = "system"


KIND_LABELS: dict[DeedKind, Text] = {
    DeedKind.OPENED: _("Opened"),
    DeedKind.WRITTEN: _("Written or changed"),
    DeedKind.PRINTED: _("Printed"),
    DeedKind.EXPORTED: _("Exported"),
    DeedKind.ACCOUNTS: _("Accounts"),
    DeedKind.DATA: _("Data"),
    DeedKind.REFUSED: _("Refused"),
    DeedKind.SYSTEM: _("System"),
}


@dataclass(frozen=True)
class Deed:
    """An action in words."""

    words: Text
    kind: DeedKind


def _deeds(kind: DeedKind, **words: Text) -> dict[str, Deed]:
    """Return deeds of one kind; `record__verb` stands for the action record.verb."""
    return {name.replace("__", "."): Deed(text, kind) for name, text in words.items()}


DEEDS: dict[str, Deed] = {
    **_deeds(
        DeedKind.OPENED,
        student__opened=_("Opened a student’s details"),
        student__compared=_("Compared two students"),
        student__merge_opened=_("Opened a merge of students"),
        growth_file__opened=_("Opened a growth file"),
        growth_file__timeline_opened=_("Looked through a timeline"),
        plan__opened=_("Opened a plan"),
        light_plan__opened=_("Opened a light plan"),
        internal_referral__opened=_("Opened an internal referral"),
        referral_out__opened=_("Opened a referral out"),
        case__opened=_("Opened a case"),
        contact_card__opened=_("Opened the contact card of a class"),
        case__timeline_read=_("Read the timeline of the cases"),
        case_intake__opened=_("Opened an intake"),
        case_intake__history_opened=_("Opened the history of an intake"),
        case_handover__opened=_("Opened a hand-over of cases"),
        counselling_note__opened=_("Opened a counselling note"),
        counselling_note__history_opened=_("Opened the history of a note"),
        counselling_note__chapter_read=_("Read all notes of a student"),
        counselling_note__searched=_("Searched in the notes"),
        group__opened=_("Opened a counselling group"),
        group__searched=_("Searched in private lines of groups"),
        group_meeting__opened=_("Opened a group meeting"),
        group_meeting__history_opened=_("Opened the history of a meeting"),
        attachment__opened=_("Opened an attachment"),
        student__path_opened=_("Looked up what became of a student"),
        access_record__opened=_("Opened an access record"),
        trail__opened=_("Read the audit trail"),
    ),
    **_deeds(
        DeedKind.WRITTEN,
        student__added=_("Added a student"),
        student__merged=_("Made two students one"),
        student__unmerged=_("Undid a merge of students"),
        student__pair_distinct=_("Said that two students are two"),
        student__corrected=_("Corrected a student’s details"),
        student__status_changed=_("Recorded a change of status"),
        student__status_corrected=_("Corrected a change of status"),
        student__status_taken_back=_("Took a change of status back"),
        class_teacher__set_many=_("Set class teachers of several classes"),
        school_year__step_marked=_("Marked a step of the school year"),
        school_year__promoted=_("Promoted the school"),
        school_year__reshuffled=_("Reshuffled classes"),
        school_year__act_undone=_("Undid a promotion or reshuffling"),
        class__added=_("Added a class"),
        class_teacher__set=_("Set a class teacher"),
        class_teacher__set_by_account=_("Gave a class to an account"),
        class_teacher__ended=_("Ended a class teacher’s post"),
        mentor__assigned=_("Assigned a mentor"),
        mentor__ended=_("Ended a mentor’s post"),
        calendar__term_saved=_("Saved a term"),
        calendar__term_removed=_("Removed a term"),
        calendar__day_saved=_("Saved days of the school’s own"),
        calendar__day_removed=_("Removed days of the school’s own"),
        calendar__days_imported=_("Took days over from a calendar file"),
        calendar__official_noted=_("Looked at changed official days"),
        calendar__table_saved=_("Saved a period table"),
        calendar__table_removed=_("Removed a period table"),
        calendar__lesson_saved=_("Saved an own lesson"),
        calendar__lesson_removed=_("Removed an own lesson"),
        calendar__hours_saved=_("Saved opening hours"),
        calendar__room_saved=_("Saved a room"),
        calendar__room_retired=_("Took a room out of use"),
        staff__added=_("Added a staff member"),
        staff__added_by_name=_("Added staff members by name"),
        staff__corrected=_("Corrected a staff member"),
        staff__account_linked=_("Linked a staff member with an account"),
        staff__account_named=_("Found the staff member of an account"),
        staff__named_from_accounts=_("Named staff members after their accounts"),
        staff__left=_("Noted when a staff member left"),
        staff__posts_ended=_("Ended the posts of a staff member who left"),
        grade_head__set=_("Set a head of grade"),
        school__profile_saved=_("Changed the stages of the school"),
        school__setting_changed=_("Changed a setting of the school"),
        roster__imported=_("Imported a roster"),
        roster__import_undone=_("Undid an import of a roster"),
        case__old_file_entered=_("Entered an old paper file"),
        case__identity_joined=_("Said who an alias is"),
        case__handed_over=_("Handed cases over"),
        case_intake__saved=_("Saved an intake"),
        case_handover__reading_answered=_("Recorded an answer to the reading of earlier notes"),
        case_handover__paper_signed=_("Recorded signatures on a hand-over"),
        problem_code__added=_("Added a presenting problem"),
        problem_code__renamed=_("Renamed a presenting problem"),
        problem_code__retired=_("Retired a presenting problem"),
        problem_code__restored=_("Offered a presenting problem again"),
        attachment__followed=_("Let attachments follow to the student"),
        growth_file__created=_("Made a growth file"),
        growth_file__ensured=_("Made sure of a growth file"),
        growth_file__profile_saved=_("Changed a profile"),
        plan__saved=_("Saved a plan"),
        plan__agreed=_("Recorded that a plan was agreed on"),
        plan__approved=_("Approved a plan"),
        plan__paper_approved=_("Registered a signature on paper"),
        plan__reviewed=_("Reviewed a plan"),
        plan__renewed=_("Began a new version of a plan"),
        plan__measure_done=_("Marked a measure as done"),
        plan__measure_reopened=_("Opened a measure again"),
        plan__closed=_("Closed a plan"),
        light_plan__list_opened=_("Opened light plans for a list"),
        light_plan__taken_back=_("Took light plans back"),
        light_plan__entered=_("Entered a light plan"),
        light_plan__checked=_("Checked light plans"),
        light_plan__counted_all_the_same=_("Counted a light plan all the same"),
        light_plan__reviewed=_("Reviewed a light plan"),
        light_plan__workbook_taken_over=_("Took a workbook of light plans over"),
        internal_referral__sent=_("Referred a student to the room"),
        internal_referral__arrived=_("Took an internal referral in"),
        internal_referral__entered=_("Entered an internal referral from paper"),
        internal_referral__accepted=_("Took the case of an internal referral"),
        internal_referral__declined=_("Took no case for an internal referral"),
        referral_out__saved=_("Wrote a referral out"),
        referral_out__step_recorded=_("Recorded a step of a referral out"),
        referral_out__step_corrected=_("Corrected a step of a referral out"),
        referral_out__step_taken_back=_("Took a step of a referral out back"),
        agency__saved=_("Changed the agency directory"),
        case__created=_("Opened a new case"),
        case__corrected=_("Corrected a case"),
        case__closed=_("Closed a case"),
        case__reopened=_("Reopened a case"),
        envelope__set_aside=_("Set aside something that arrived and could not be opened"),
        contact_card__receiver_confirmed=_("Confirmed who gets contact cards"),
        case__sealed_again=_("Sealed restricted cases again"),
        contact_card__refreshed=_("Made or sealed again contact cards"),
        case__restricted=_("Restricted a case, or changed who is named"),
        case__restriction_lifted=_("Lifted the restriction of a case"),
        case__opened_by_sheet=_("Named accounts for a restricted case with the recovery sheet"),
        case__created_for_staff=_("Opened the case of a staff member"),
        counselling_note__saved=_("Saved a counselling note"),
        counselling_note__signed=_("Signed a counselling note"),
        counselling_note__amended=_("Amended a counselling note"),
        counselling_note__moved=_("Moved a note to another case"),
        counselling_note__voided=_("Voided a counselling note"),
        phrase__saved=_("Saved a phrase"),
        phrase__removed=_("Removed a phrase"),
        note_template__saved=_("Saved a note template"),
        note_template__removed=_("Removed a note template"),
        group__saved=_("Saved a counselling group"),
        group__closed=_("Closed a counselling group"),
        group__reopened=_("Reopened a counselling group"),
        group__members_added=_("Added members to a group"),
        group__member_changed=_("Changed a member of a group"),
        group__member_dropped=_("Took a member out of a group"),
        group_meeting__saved=_("Saved a group meeting"),
        group_meeting__signed=_("Signed a group meeting"),
        group_meeting__amended=_("Amended a group meeting"),
        group_meeting__voided=_("Voided a group meeting"),
        draft__discarded=_("Discarded a draft"),
        attachment__added=_("Added an attachment"),
        attachment__removed=_("Removed an attachment"),
        attachment__remarked=_("Changed the remark of an attachment"),
        paper_place__saved=_("Noted where the originals lie"),
        reminder__added=_("Added a reminder"),
        reminder__finished=_("Finished a reminder"),
        reminder__reopened=_("Reopened a reminder"),
        task__dismissed=_("Put a task aside"),
    ),
    **_deeds(
        DeedKind.PRINTED,
        student_list__printed=_("Printed a class list"),
        growth_file__printed=_("Printed a growth file"),
        plan__printed=_("Printed a plan"),
        internal_referral__printed=_("Printed an internal referral"),
        referral_out__printed=_("Printed a referral out"),
        referral_out__list_printed=_("Printed the list of open referrals"),
        light_plan__printed=_("Printed a light plan"),
        light_plan__form_printed=_("Printed a blank light plan"),
        growth_file__cover_printed=_("Printed the cover of a growth file"),
        growth_file__contents_printed=_("Printed the contents of a growth file"),
        growth_file__labels_printed=_("Printed labels for boxes of growth files"),
        batch__printed=_("Printed papers for a list"),
        attachment__printed=_("Printed an attachment"),
        case_intake__printed=_("Printed an intake"),
        case_handover__printed=_("Printed a hand-over of cases"),
        counselling_note__printed=_("Printed a counselling note"),
        group__printed=_("Printed a paper of a group"),
        today__printed=_("Printed the day"),
        access_record__printed=_("Printed an access record"),
        trail__printed=_("Printed the audit trail"),
    ),
    **_deeds(
        DeedKind.EXPORTED,
        calendar__exported=_("Saved the calendar as a file"),
        attachment__exported=_("Saved an attachment outside"),
        light_plan__workbooks_written=_("Wrote workbooks for light plans"),
        student_list__exported=_("Exported a class list"),
    ),
    **_deeds(
        DeedKind.ACCOUNTS,
        account__signed_in=_("Signed in"),
        account__locked=_("Locked"),
        account__sign_in_failed=_("Sign-in failed before this"),
        account__throttle_lost=_("The count of failed sign-ins was missing"),
        account__added=_("Added an account"),
        account__granted=_("Opened an account’s content"),
        account__disabled=_("Switched an account off"),
        account__enabled=_("Switched an account on"),
        account__sign_in_restored=_("Gave an account a new password"),
        account__renamed=_("Renamed an account"),
        account__password_changed=_("Changed the own password"),
        recovery_sheet__made=_("Made a recovery sheet"),
        recovery_sheet__confirmed=_("Checked the recovery sheet"),
    ),
    **_deeds(
        DeedKind.DATA,
        backup__made=_("Made a backup"),
        backup__made_at_exit=_("Backup made at the lock"),
        backup__failed=_("A backup failed"),
        backup__copied=_("Copied a backup to another disk"),
        backup__verified=_("Verified a backup"),
        backup__opened=_("Checked backups that were not opened yet"),
        backup__restored=_("Restored a backup"),
        data__checked=_("Checked the data"),
        trail__checked=_("Checked the audit trail"),
        trail__code_checked=_("Compared a paper with the audit trail"),
    ),
    **_deeds(DeedKind.REFUSED, operation__refused=_("Was refused")),
    **_deeds(
        DeedKind.SYSTEM,
        files__migrated=_("Files brought up to date"),
        file__older_copy=_("A file was older than when last closed"),
        vault__older_generation=_("The key file was an older one"),
        clock__set_back=_("The clock had been set back"),
    ),
}


def deed_of(action: str) -> Deed:
    """Return an action in words; one of another version of the program by its own name."""
    known = DEEDS.get(action)
    return known or Deed(_("Another act: {action}").format(action=action), DeedKind.SYSTEM)
