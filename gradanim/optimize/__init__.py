"""Walks up and down by steps: rules, rates, optimizers."""
