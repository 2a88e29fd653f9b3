"""How fast the desk is, measured beside what it is compared with (make bench)."""
