"""Which mistake produced this wrong signature? Pure: no clock, no network, no sentence."""
