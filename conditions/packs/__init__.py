"""Folders of YAML documents: read and checked as a whole, imported as drafts, exported again."""
