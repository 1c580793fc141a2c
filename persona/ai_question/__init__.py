"""How people ask whether a machine is answering them, language by language: patterns over a normal form."""
