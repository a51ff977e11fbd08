"""The values that travel through the pipeline: frozen, without behaviour that reaches outside."""
