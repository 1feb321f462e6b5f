"""Settings, clock, logging and the database session: what every layer stands on."""
