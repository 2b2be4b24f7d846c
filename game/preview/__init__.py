"""The preview: the real game beside its files, which appears anew when one of them is saved."""
