"""The clerk: evidence, proposal, confirmation, booked move, reply. May import `intents` and the senses' types."""
