"""The window locks itself, or is locked: the data is closed, and a screen asks who is there.

Nothing is imported here: the menu's part is there at the first paint, the screen is not.
"""
