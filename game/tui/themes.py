"""The colours: near-black, paper and one red; the same by daylight; black and white; and the terminal's own.

What is written in them is held to contrast ratios by a test: 4.5 (WCAG AA), in CONTRAST 7 (AAA).
"""

from textual.color import Color
from textual.theme import Theme

POSTER = Theme(
    name="poster",
    primary="#cf301b",
    secondary="#b9a98a",
    accent="#ff6a4d",
    warning="#e6a23c",
    error="#ff6a4d",
    success="#b9a98a",
    foreground="#ece0c8",
    background="#131110",
    surface="#1b1816",
    panel="#26221f",
    dark=True,
    variables={
        "quiet": "#b0a38b",
        "faint": "#978b77",
        "rule": "#5a5146",
        "on-red": "#fff6e4",
        "scrollbar": "#3a342e",
        "scrollbar-hover": "#5a5146",
        "scrollbar-active": "#cf301b",
        "scrollbar-background": "#131110",
        "scrollbar-background-hover": "#131110",
        "scrollbar-background-active": "#131110",
        "input-cursor-background": "#ece0c8",
        "input-cursor-foreground": "#131110",
        "input-selection-background": "#cf301b 60%",
        "screen-selection-background": "#5a5146",
    },
)

NEWSPRINT = Theme(
    name="newsprint",
    primary="#b3200f",
    secondary="#5e5444",
    accent="#a01c0d",
    warning="#8a5a00",
    error="#a01c0d",
    success="#5e5444",
    foreground="#1c1815",
    background="#efe7d3",
    surface="#e6dcc4",
    panel="#dbcfb3",
    dark=False,
    variables={
        "quiet": "#4f4637",
        "faint": "#5f5545",
        "rule": "#a89a7e",
        "on-red": "#fff9ec",
        "scrollbar": "#c9bb9c",
        "scrollbar-hover": "#a89a7e",
        "scrollbar-active": "#b3200f",
        "scrollbar-background": "#efe7d3",
        "scrollbar-background-hover": "#efe7d3",
        "scrollbar-background-active": "#efe7d3",
        "input-cursor-background": "#1c1815",
        "input-cursor-foreground": "#efe7d3",
        "input-selection-background": "#b3200f 40%",
        "screen-selection-background": "#cbbd9d",
    },
)

# For eyes that need it: nothing written falls below 7 to 1. Only black letters are that clear on a red that shows on black.
CONTRAST = Theme(
    name="contrast",
    primary="#ff7a66",
    secondary="#ffffff",
    accent="#ffa08f",
    warning="#ffd24d",
    error="#ffd24d",
    success="#ffffff",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#1c1c1c",
    dark=True,
    variables={
        "quiet": "#e2e2e2",
        "faint": "#c2c2c2",
        "rule": "#9a9a9a",
        "on-red": "#000000",
        "scrollbar": "#9a9a9a",
        "scrollbar-hover": "#ffffff",
        "scrollbar-active": "#ff7a66",
        "scrollbar-background": "#000000",
        "scrollbar-background-hover": "#000000",
        "scrollbar-background-active": "#000000",
        "input-cursor-background": "#ffffff",
        "input-cursor-foreground": "#000000",
        "input-selection-background": "#7a1d10",
        "screen-selection-background": "#4d4d4d",
    },
)

# For terminals of sixteen colours: theirs, by name. The nearest of them to the poster's are grey and yellow.
TERMINAL = Theme(
    name="terminal",
    primary="ansi_red",
    secondary="ansi_white",
    accent="ansi_bright_red",
    warning="ansi_yellow",
    error="ansi_bright_red",
    success="ansi_white",
    foreground="ansi_white",
    background="ansi_black",
    surface="ansi_black",
    panel="ansi_black",
    dark=True,
    ansi=True,
    boost="ansi_black",
    variables={
        "ansi-background": "ansi_black",
        "ansi-foreground": "ansi_white",
        "border-blurred": "ansi_black",
        "block-cursor-foreground": "ansi_bright_white",
        "block-cursor-background": "ansi_red",
        "block-hover-background": "ansi_black",
        "link-color": "ansi_white",
        "link-color-hover": "ansi_bright_white",
        "link-background-hover": "ansi_red",
        "input-selection-foreground": "ansi_bright_white",
        "screen-selection-foreground": "ansi_bright_white",
        "quiet": "ansi_white",
        "faint": "ansi_white",
        "rule": "ansi_white",
        "on-red": "ansi_bright_white",
        "scrollbar": "ansi_white",
        "scrollbar-hover": "ansi_white",
        "scrollbar-active": "ansi_red",
        "scrollbar-background": "ansi_black",
        "scrollbar-background-hover": "ansi_black",
        "scrollbar-background-active": "ansi_black",
        "input-cursor-background": "ansi_white",
        "input-cursor-foreground": "ansi_black",
        "input-selection-background": "ansi_red",
        "screen-selection-background": "ansi_red",
    },
)

THEMES = (POSTER, NEWSPRINT, CONTRAST, TERMINAL)

TITLES = {
    "poster": "Poster, dark",
    "newsprint": "Newsprint, light",
    "contrast": "High contrast",
    "terminal": "The terminal’s own sixteen",
}
_LEAST = 4.5  # WCAG 2.2, 1.4.3: what text needs


def contrast_ratio(one: Color, other: Color) -> float:
    """How clearly one colour stands on the other, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    lower, higher = sorted((_luminance(one), _luminance(other)))
    return (higher + 0.05) / (lower + 0.05)


def _luminance(color: Color) -> float:
    def linear(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(value / 255) for value in color.rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ours(theme: Theme) -> dict[str, str]:
    """The colours that our style sheets ask for and Textual's own themes do not have, mixed from those they do."""
    if theme.ansi:
        return {"quiet": "ansi_default", "faint": "ansi_default", "rule": "ansi_default", "on-red": "ansi_bright_white"}
    made = theme.to_color_system().generate()
    ground, ink, red = (Color.parse(made[name]) for name in ("background", "foreground", "primary"))
    grounds = [Color.parse(made[name]) for name in ("background", "surface", "panel")]

    def towards_ground(*shares: float) -> str:
        mixed = [ink.blend(ground, share) for share in shares]
        clear = (color for color in mixed if all(contrast_ratio(color, under) >= _LEAST for under in grounds))
        return next(clear, ink).hex

    on_red = max((Color(0, 0, 0), Color(255, 255, 255)), key=lambda color: contrast_ratio(color, red))
    return {
        "quiet": towards_ground(0.3, 0.2, 0.1),
        "faint": towards_ground(0.4, 0.3, 0.2, 0.1),
        "rule": ink.blend(ground, 0.6).hex,
        "on-red": on_red.hex,
    }
