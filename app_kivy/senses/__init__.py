"""Live microphone, live camera, hand scanner: from device to happening.."""
