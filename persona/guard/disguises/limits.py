"""How much of a text is looked at, and from how much on a disguise is no accident."""

# What is looked at: a longer text is nobody's answer, and held for that alone.
LONGEST = 20_000
# Letters from which on what is decoded is no accident.
SUBSTANTIAL = 12
# Words in disguise, from which on a text is.
WORDS = 4
