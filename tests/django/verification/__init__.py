"""The code in the guide's texts, checked against the packages that it is about. Every module is one kind of check."""
