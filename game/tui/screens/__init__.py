"""The screens; each has its .tcss beside it."""
