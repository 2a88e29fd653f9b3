"""Values and rules of neighbourhood policing: plain Python, no clock, no disk, no window."""
