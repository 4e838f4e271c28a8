"""Who may see what. What leaves the case team leaves through here, default deny."""
