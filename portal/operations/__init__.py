"""What keeps an installation in use over the years: backups, moving to another database, and finding what is wrong.

    tables, manifest      what a backup is: a folder of rows and pictures, and a manifest with the SHA-256 of each file
    backup, restore, move write one while the portal serves; read one back and prove it; both, to another database
    doctor                what is wrong with this installation, in sentences

One format for SQLite and PostgreSQL (decision 27), so a backup of either can be restored into either.
"""
