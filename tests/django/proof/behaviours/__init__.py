"""What each add-on is in a project for: a module per add-on, named after its slug."""
