"""Between workbooks. So far the laptop's side of the exchange as logic: no file, no network."""
