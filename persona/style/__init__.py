"""How an owner writes, in figures: measured from their own words, told to a model, and held against a text."""
