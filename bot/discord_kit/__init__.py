"""What the Discord features share: the client, access checks, ids, errors, layout."""
