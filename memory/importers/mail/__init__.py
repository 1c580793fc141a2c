"""What exports of mail have in common: heads, bodies, what of a body its author wrote, and the mails' order."""
