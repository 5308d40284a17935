"""The installation: settings, addresses, server. No medical or publishing rule lives here."""
