"""The parts of the note editor: what is typed, what is read, what slides in beside it. The page is `page.desk`."""
