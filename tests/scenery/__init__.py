"""Every tab of the real window in every state, one after the other: for pictures, and for what walks over widgets."""
