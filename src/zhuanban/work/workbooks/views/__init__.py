"""Pages of this room: templates, imports, exports, the workbooks of the townships."""
