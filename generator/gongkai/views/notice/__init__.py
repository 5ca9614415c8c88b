"""The notice: its text as a document of the office, what it cites, encloses and offers for download."""
