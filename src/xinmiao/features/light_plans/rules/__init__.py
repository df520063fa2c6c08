"""Pure decisions about light plans: states, findings, periods, rows of workbooks."""
