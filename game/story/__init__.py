"""What a story is: its format, how it is read and checked, and what it looks like once loaded."""

from game.story.load import check_story, load_story, problem_list
from game.story.problems import Problem, Problems, StoryError
from game.story.runtime import Story

__all__ = ["Problem", "Problems", "Story", "StoryError", "check_story", "load_story", "problem_list"]
