"""The Practice tab: what the practice gateway holds, its faults as switches, its calls as they come; its reset."""
