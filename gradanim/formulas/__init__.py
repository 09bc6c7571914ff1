"""The workshop behind `gradanim.read` and `gradanim.typeset`: text to tree, tree to mathematics, and back to text."""
