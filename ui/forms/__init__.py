"""Forms in which people log what happened: one module for each kind of thing, and the dialogs that hold them."""
