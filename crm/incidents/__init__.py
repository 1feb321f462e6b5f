"""Incidents: many similar reports in a short time, which one answer can end."""
