"""The window as a screen reader of Linux gets it: over AT-SPI, from another process, on a bus of its own."""
