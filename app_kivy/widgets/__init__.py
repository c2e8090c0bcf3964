"""The parts that screens are made of, big enough for gloves and tired eyes."""
