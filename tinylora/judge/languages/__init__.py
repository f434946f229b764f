"""How a program of a language is compiled, and how the judge proves that it judges it rightly."""
