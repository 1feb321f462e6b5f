"""The jobs of the timetable: each is one transaction and one call into the business."""
