"""What is typed into the staff pages, and how it is read."""
