"""From a file that another system wrote to a batch of records: read, recognise, map, try, record.

What is read here was made elsewhere and is not trusted: its size is bounded, nothing in it is executed, and what it does
not say is not guessed. A row is recorded, on record already, refused with the reason, or left out with the reason.
"""
