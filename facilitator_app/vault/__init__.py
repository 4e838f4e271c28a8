"""Where the workbook is kept: one folder, one encrypted file, its key slots. Alone imports sqlcipher3 and keyring."""
