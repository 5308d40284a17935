"""Words that patients type -> live leaflets."""
