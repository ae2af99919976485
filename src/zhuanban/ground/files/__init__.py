"""Photos and attachments: the sealed original, the public copy, hashes, reuse."""
