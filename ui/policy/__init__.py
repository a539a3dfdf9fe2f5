"""The policy on a page: what each class gets, its versions, what another one would change, and the change itself."""
