"""The central service. So far its side of the exchange as logic: no database, no network."""
