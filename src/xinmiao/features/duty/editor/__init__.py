"""What is asked and shown in the sheet of duty: questions, the preview of a roster."""
