"""All that a person can do, with no screen in it."""
