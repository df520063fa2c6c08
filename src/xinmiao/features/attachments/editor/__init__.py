"""The panel of attachments, and the sheet that asks why one is removed."""
