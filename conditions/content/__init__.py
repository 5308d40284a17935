"""Documents as plain values: schema, markup, plain text, digest. Nothing here sees a model or a request."""
