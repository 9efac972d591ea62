"""The one way out: every call to the platform is guarded, sent and recorded here."""
