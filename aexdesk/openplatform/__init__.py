"""What the platform says: signing, requests, answers, its catalogue and its errors. Pure."""
