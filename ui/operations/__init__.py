"""The parts of the page Operations: views, imports, backups, health, people on record and who is responsible for what."""
