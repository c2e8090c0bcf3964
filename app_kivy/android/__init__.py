"""Android's adapters of the ports, through pyjnius; imported on Android alone."""
