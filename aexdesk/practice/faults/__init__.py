"""What goes wrong on demand: the faults that wait, how they are played, in which form each error comes."""
