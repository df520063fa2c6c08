"""Pure decisions of duty: making a term (`generating`, `evenness`), what is missing (`gaps`), what is wrong."""
