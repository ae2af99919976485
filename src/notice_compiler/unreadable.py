"""The one error of the compiler's door: a file that cannot be read, told to people."""


class Unreadable(Exception):
    """The message is one Chinese sentence that says what is wrong with the file."""
