"""The network's faults and dying processes, as the window shows them."""
