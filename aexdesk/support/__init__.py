"""Support: the forms that the platform's support asks for, where they go, and when somebody reads them. Pure."""
