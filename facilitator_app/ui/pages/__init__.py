"""The pages. Each composes parts by hand and shows nothing that does not matter at its stage. Listed in `list.py`."""
