"""The writer's bench: what a story holds, counted, and what becomes of it in thousands of random games."""
