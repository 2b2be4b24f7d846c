"""The coasts of the earth, how they are laid flat, and how lines become dots. It knows no widget."""
