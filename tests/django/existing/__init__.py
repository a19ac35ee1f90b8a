"""What the composer tells of a project that exists, followed to the letter in a fresh `startproject`."""
