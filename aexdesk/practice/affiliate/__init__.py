"""The affiliate programme: links, commissions, promotions, orders, and the APIs that tell of them."""
