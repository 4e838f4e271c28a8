"""How what is written down changes. Pure: no file, no network, no clock."""
