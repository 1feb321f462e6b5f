"""Messages to be sent: typed payloads, and the rows they wait in."""
