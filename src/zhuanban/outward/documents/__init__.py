"""文书: drafts from live data, numbering, approval, issue."""
