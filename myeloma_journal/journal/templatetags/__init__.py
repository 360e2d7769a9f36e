"""What the templates of the journal are helped with."""
