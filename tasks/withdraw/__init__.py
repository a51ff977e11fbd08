"""Taking from readers what they may not have: `decide` writes the decision, `sweep` takes away."""
