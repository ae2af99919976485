"""Reading workbooks and writing what they say, one file a use case."""
