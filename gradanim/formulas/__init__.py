"""Formulas: text to tree, tree to mathematics, mathematics to Typst, numbers to text."""
