"""What leaves with a patient: made by staff, found again by its number, copied into the record, printed."""
