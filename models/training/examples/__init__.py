"""Makes the recordings of the demo. Nobody imports this."""
