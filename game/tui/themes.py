"""The colours: near-black, paper and one red, and the same by daylight."""

from textual.theme import Theme

POSTER = Theme(
    name="poster",
    primary="#d8351f",
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
        "quiet": "#a3967f",
        "faint": "#857a68",
        "rule": "#5a5146",
        "on-red": "#fff6e4",
        "scrollbar": "#3a342e",
        "scrollbar-hover": "#5a5146",
        "scrollbar-active": "#d8351f",
        "scrollbar-background": "#131110",
        "scrollbar-background-hover": "#131110",
        "scrollbar-background-active": "#131110",
        "input-cursor-background": "#ece0c8",
        "input-cursor-foreground": "#131110",
        "input-selection-background": "#d8351f 60%",
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
        "quiet": "#5a5040",
        "faint": "#756a57",
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

THEMES = (POSTER, NEWSPRINT)
