"""The window without a mouse: keys alone go in, and only what those who hear the window are told comes out."""
