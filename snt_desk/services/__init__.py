"""Verbs and lists of each subject. They take a Session, hand out values, and never commit."""
