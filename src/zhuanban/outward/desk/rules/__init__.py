"""What the desk decides without data of its own: whom the navigation serves, and how a figure reads."""
