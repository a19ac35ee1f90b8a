"""What `prove.py` is made of: composed projects, booted in real Django."""
