"""The shop: goods, prices, shipping, regions, and the APIs that look at them."""
