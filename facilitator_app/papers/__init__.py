"""On paper: sheets become PDFs. `press.pdf_of` prints, `codes` makes the codes; nothing here knows a case, only one recipient's sheet."""
