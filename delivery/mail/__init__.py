"""Letters: claimed at the mail server's pace, composed, handed over, settled with its answer."""
