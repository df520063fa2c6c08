"""Pure decisions about cases, notes, finding words in them, and how they read on paper."""
