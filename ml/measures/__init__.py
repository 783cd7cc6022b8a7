"""What a measure is: one object from which answers, explanations and comparisons derive."""
