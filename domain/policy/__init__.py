"""The service-differentiation policy: what each class of account gets, and within which bounds."""
