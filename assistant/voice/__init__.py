"""How the clerk says things: wording in one place, amounts as people say them, and voice out behind a port."""
