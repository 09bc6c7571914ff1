"""The page of the stage's words: `python -m docs.words` makes docs/words.md and its pictures."""
