"""What accounts bring to the program."""

from xinmiao.features.accounts import operations
from xinmiao.kernel.access import Permission
from xinmiao.kernel.feature import Feature, PageEntry, Section
from xinmiao.kernel.texts import _

FEATURE = Feature(
    name="accounts",
    label=_("Accounts"),
    operations=(
        operations.list_accounts,
        operations.whom_to_ask,
        operations.add_account,
        operations.grant_content,
        operations.disable_account,
        operations.enable_account,
        operations.restore_sign_in,
        operations.rename_account,
        operations.change_password,
        operations.get_sheet_state,
        operations.confirm_recovery_sheet,
        operations.make_recovery_sheet,
        operations.account_tasks,
    ),
    pages=(
        PageEntry(
            "accounts",
            _("Accounts"),
            "key-round",
            "xinmiao.features.accounts.page:AccountsPage",
            Permission.ACCOUNT_LIST,
            section=Section.CARE,
        ),
        PageEntry(
            "own_account",
            _("My password"),
            "lock",
            "xinmiao.features.accounts.page:OwnAccountPage",
            Permission.ACCOUNT_OWN,
            in_navigation=False,
        ),
    ),
    tasks=(operations.account_tasks,),
)
