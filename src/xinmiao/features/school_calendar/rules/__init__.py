"""Pure decisions of the calendar: facts of days (`days`), periods and busy time (`times`), what is wrong (`checks`)."""
