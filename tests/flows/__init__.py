"""The flows, met as a person meets them."""
