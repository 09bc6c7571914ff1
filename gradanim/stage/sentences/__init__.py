"""What a film says of what happened in it, in sentences that are true of any function: a file for each story."""
