"""Pictures of every tab in every state, and sheets of them to look over."""
