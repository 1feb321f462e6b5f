"""What a seller wrote: in which language, and what they want."""
