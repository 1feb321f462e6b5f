"""What the clock starts: the timetable, its ticks, and the jobs."""
