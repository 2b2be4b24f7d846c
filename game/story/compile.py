"""From authored scenes to scenes that can be played: references resolved, expressions compiled.

The second pass: `names.py` has given everything its key and slot. Every mistake is reported and
compiling goes on with the rest, so that an author sees all of them at once.
"""

from __future__ import annotations

from game.story import model
from game.story.compile_text import paragraphs, prose, template
from game.story.dates import parse
from game.story.decode import Path
from game.story.effects import compile_effects
from game.story.memory import Reader
from game.story.names import RETURN, BeatName, ChoiceName, Names, SceneName, effects_list
from game.story.runtime import (
    STAY,
    Beat,
    Chance,
    Change,
    Chapter,
    Choice,
    Codex,
    Move,
    OpenChoice,
    Outcome,
    Scene,
    Template,
)
from game.story.suggest import did_you_mean
from game.story.writing import Writing

CONTINUE = "continue"


def name_list(written: model.Names | None) -> list[str]:
    """`was`, `achieve` and the like: one name or several."""
    return [] if written is None else [written] if isinstance(written, str) else written


class SceneCompiler:
    """Compiles one scene. `entries` holds the entry conditions of all scenes that have one."""

    def __init__(
        self,
        scene: SceneName,
        writing: Writing,
        names: Names,
        codex: Codex,
        qualities: dict[str, model.Quality],
        continue_text: str,
    ) -> None:
        self._named = scene
        self._authored = scene.authored
        self._write = writing
        self._names = names
        self._codex = codex
        self._qualities = qualities
        self._continue = continue_text
        self.moves: list[tuple[str, Move, Path]] = []  # (beat, where it leads, where that stands)

    # -- the scene --------------------------------------------------------------------------------

    def scene(self, chapter: Chapter) -> Scene:
        """The scene without its beats: all that other scenes may need to know."""
        authored, slots = self._authored, self._names.layout.slots
        date = None
        if authored.date is not None:
            date = parse(authored.date)
            if date is None:
                self._write.problem(
                    "S206",
                    ("date",),
                    f"'{authored.date}' is no date. Write year-month-day, as in 1915-09-05, or 1915-09, or 1915.",
                )
        if authored.place is not None and authored.place not in self._codex.places:
            self._write.problem(
                "R305",
                ("place",),
                f"codex/places.yaml has no '{authored.place}'.{did_you_mean(authored.place, self._codex.places, otherwise='Add it there.')}",
                about=authored.place,
            )
        for index, person in enumerate(authored.cast):
            if person not in self._codex.people:
                self._write.problem(
                    "R304",
                    ("cast", index),
                    f"codex/people.yaml has no '{person}'.{did_you_mean(person, self._codex.people, otherwise='Add them there.')}",
                    about=person,
                )
        if authored.ending and (authored.go or authored.visit or authored.draw):
            self._write.problem(
                "F602", ("ending",), "An ending leads nowhere. Take `ending` away, or `go`, `visit` and `draw`."
            )
        of_decks = (
            ("once", authored.once),
            ("cooling", authored.cooling),
            ("priority", authored.priority),
            ("weight", authored.weight != 1),
        )
        stray = next((key for key, written in of_decks if written), None)
        if authored.deck is None and stray is not None:
            self._write.problem(
                "F602",
                (stray,),
                "`once`, `cooling`, `priority` and `weight` of a scene are for scenes of a `deck`. Name the deck, or take them away.",
            )
        entry = self._flag(authored.when, ("when",))
        scene = Scene(
            id=self._named.id, file=self._named.document.file, chapter=chapter, slot=slots[f"seen:{self._named.id}"],
            title=authored.title or self._named.id.replace("-", " ").capitalize(), date=date, time=authored.time or "",
            place=authored.place or "", cast=tuple(authored.cast), quotes=self._write.sentences(authored.quote, ("quote",)),
            basis=authored.basis, sources=tuple(authored.sources), ending=authored.ending, epilogue=authored.epilogue,
            page=authored.page, flashback=authored.flashback, entry=entry, deck=authored.deck or "",
            priority=authored.priority, weight=authored.weight, once=authored.once, cooling=authored.cooling,
            drawn_slot=slots.get(f"drawn:{self._named.id}", -1),
        )  # fmt: skip
        scene.record = prose(authored.record, ("record",), self._write)
        for old in (old for beat in self._named.beats for old in name_list(beat.authored.was)):
            scene.old_beats[old] = next(beat.id for beat in self._named.beats if old in name_list(beat.authored.was))
        return scene

    def beats(self, scene: Scene, scenes: dict[str, Scene]) -> None:
        """Compile the scene's beats into `scene`. All scenes must be there already."""
        scene.enter = self._changes(self._authored.enter, ())
        for number, named in enumerate(self._named.beats):
            self._write.context = named.key
            beat = Beat(named.key, named.id, scene, self._names.layout.slots[f"seen:{named.key}"])
            beat.prose = prose(named.authored.text, (*named.path, "text"), self._write)
            beat.enter = self._changes(named.authored.enter, named.path)
            choices = [self._choice(choice, scenes) for choice in named.choices]
            if not choices:
                choices = self._way_on(named, number, scene, scenes)
            elif named.authored.go or named.authored.visit or named.authored.draw:
                leads = "go" if named.authored.go else "visit" if named.authored.visit else "draw"
                self._write.problem(
                    "F602",
                    (*named.path, leads),
                    "A beat has either `choices` or a way on of its own (`go`, `visit`, `draw`). Put the target into the choices.",
                )
            beat.choices = tuple(choices)
            beat.by_id = {choice.id: choice for choice in choices}
            if all(choice.plain for choice in choices):
                beat.fixed = tuple(choice.fixed for choice in choices if choice.fixed is not None)
            for choice in named.choices:
                for old in name_list(choice.authored.was):
                    beat.old_choices[old] = choice.id
            scene.beats.append(beat)
        self._check_own_way_on()

    def _check_own_way_on(self) -> None:
        """With beats, a scene's own `go` is the way on of the last; report one that is never taken."""
        authored = self._authored
        leads = next((key for key in ("go", "visit", "draw") if getattr(authored, key)), None)
        last = next((beat for beat in reversed(self._named.beats) if not beat.inline), None)
        if leads is None or not authored.beats or last is None:
            return
        own = last.authored
        if own.choices or own.go or own.visit or own.draw:
            self._write.problem(
                "F602",
                (leads,),
                f"This `{leads}` is the way on of the scene's last beat, '{last.id}', which has one of its own. Take this one away.",
            )

    def _way_on(self, named: BeatName, number: int, scene: Scene, scenes: dict[str, Scene]) -> list[Choice]:
        """The one choice of a beat without choices, or none at an ending."""
        authored, beats = named.authored, self._named.beats
        following = next((beat for beat in beats[number + 1 :] if not beat.inline), None)
        if authored.go or authored.visit or authored.draw:
            outcome = model.Outcome(go=authored.go, visit=authored.visit, draw=authored.draw)
            if authored.go is None and following is not None:
                outcome = model.Outcome(go=following.id, visit=authored.visit, draw=authored.draw)
            move = self._move(outcome, named.path)
        elif following is not None:
            move = Move("go", following.key)
        elif self._authored.beats and (self._authored.go or self._authored.visit or self._authored.draw):
            move = self._move(
                model.Outcome(go=self._authored.go, visit=self._authored.visit, draw=self._authored.draw), ()
            )
        elif scene.ending:
            return []
        elif scene.deck:
            move = Move("return")
        else:
            self._write.problem(
                "F601", named.path, "Nothing leads on from here. Give it `choices` or `go`, or say `ending: true`."
            )
            return []
        self.moves.append((named.key, move, named.path))
        words = template(authored.continue_ or self._continue, (*named.path, "continue"), self._write)
        fixed = OpenChoice(CONTINUE, words.fixed) if words.fixed is not None else None
        entry = self._entry_of(move, scenes)
        return [
            Choice(
                key=f"{named.key}.{CONTINUE}", id=CONTINUE, slot=-1, label=words, condition=None, entry=entry, locked=None,
                once=False, fallback=False, historical=False, chance=None, outcome=Outcome(move=move), fixed=fixed,
                plain=fixed is not None and entry is None and move.kind != "return", implied=True,
            )
        ]  # fmt: skip

    # -- choices ----------------------------------------------------------------------------------

    def _choice(self, named: ChoiceName, scenes: dict[str, Scene]) -> Choice:
        authored, path = named.authored, named.path
        if not authored.text.strip():
            self._write.problem("T702", (*path, "text"), "A choice needs words for the player to read.")
        self._exclusive(authored, path)
        label = self._label(authored.text, (*path, "text"))
        condition = self._flag(authored.if_, (*path, "if"))
        if authored.locked is not None and not authored.locked.strip():
            self._write.problem("T702", (*path, "locked"), "`locked` needs words: why the choice is shut.")
        if authored.locked is not None and authored.if_ is None:
            self._write.problem(
                "F602",
                (*path, "locked"),
                "`locked` says why `if` fails, but there is no `if`. Add the condition, or take `locked` away.",
            )
        chance = self._chance(authored.chance, path)
        outcome = self._outcome(authored, path)
        if authored.choices:
            outcome = Outcome(outcome.changes, outcome.reply, Move("go", f"{self._named.id}.{named.id}"))
        if chance is None:
            self.moves.append((named.key.rsplit(".", 1)[0], outcome.move, path))
        after = (chance.then, chance.otherwise) if chance is not None else (outcome,)
        stays = all(each.move.kind == "stay" for each in after)
        entry = self._entry_of(outcome.move, scenes) if chance is None else None
        once = (authored.once or stays) and not authored.sticky
        fixed = OpenChoice(named.id, label.fixed) if label.fixed is not None and chance is None else None
        return Choice(
            key=named.key, id=named.id, slot=self._names.layout.slots[f"chosen:{named.key}"], label=label, condition=condition,
            entry=entry, locked=self._label(authored.locked, (*path, "locked")) if authored.locked is not None else None,
            once=once, fallback=authored.fallback, historical=authored.historical, chance=chance, outcome=outcome, fixed=fixed,
            plain=(
                fixed is not None and condition is None and entry is None and not once and not authored.fallback
                and outcome.move.kind != "return"
            ),
        )  # fmt: skip

    def _exclusive(self, authored: model.Choice, path: Path) -> None:
        leads = [key for key in ("go", "visit", "draw") if getattr(authored, key) is not None]
        if authored.chance is not None and (leads or authored.reply is not None or authored.choices):
            self._write.problem(
                "F602",
                (*path, "chance"),
                "With `chance`, put `go`, `visit`, `draw`, `reply` and `choices` under its `then` and `else`.",
            )
        if authored.choices and leads:
            self._write.problem(
                "F602",
                (*path, leads[0]),
                f"A choice either opens further `choices` or leads somewhere. Put `{leads[0]}` into those choices.",
            )
        if authored.once and authored.sticky:
            self._write.problem("F602", (*path, "sticky"), "A choice is either `once` or `sticky`. Take one away.")

    def _label(self, text: str, path: Path) -> Template:
        return template(" ".join(paragraphs(text)), path, self._write)

    def _chance(self, authored: model.Chance | None, path: Path) -> Chance | None:
        if authored is None:
            return None
        path = (*path, "chance")
        odds = self._write.expression(authored.odds, (*path, "odds"), "number")
        then = self._outcome(authored.then, (*path, "then"))
        otherwise = self._outcome(authored.else_, (*path, "else"))
        beat = self._write.context
        self.moves.append((beat, then.move, (*path, "then")))
        self.moves.append((beat, otherwise.move, (*path, "else")))
        return Chance(odds.read, then, otherwise) if odds is not None else None

    def _outcome(self, authored: model.Outcome, path: Path) -> Outcome:
        changes = compile_effects(authored, path, self._write, self._names, self._qualities)
        for index, effects in enumerate(authored.do):
            changes += compile_effects(effects, (*path, "do", index), self._write, self._names, self._qualities)
        reply = prose(authored.reply, (*path, "reply"), self._write)
        return Outcome(changes, reply, self._move(authored, path))

    def _move(self, authored: model.Outcome, path: Path) -> Move:
        if authored.visit is not None and authored.draw is not None:
            self._write.problem(
                "F602",
                (*path, "draw"),
                "Either `visit` a scene or `draw` one. To do both, put one of them into a beat that follows.",
            )
        after = self._target(authored.go, (*path, "go")) if authored.go is not None else ""
        if authored.visit is not None:
            target = self._target(authored.visit, (*path, "visit"))
            return Move("visit", target, after) if target else STAY
        if authored.draw is not None:
            if authored.draw not in self._names.decks:
                self._write.problem(
                    "R306",
                    (*path, "draw"),
                    f"No scene has the deck '{authored.draw}'.{did_you_mean(authored.draw, self._names.decks, otherwise='Give a scene that deck.')}",
                    about=authored.draw,
                )
                return STAY
            return Move("draw", authored.draw, after)
        if authored.go == RETURN:
            return Move("return")
        return Move("go", after) if after else STAY

    def _target(self, target: str, path: Path) -> str:
        if target == RETURN:
            return ""
        key = self._names.resolve_beat(target, self._named.id)
        if key is None:
            self._write.problem(
                "R301",
                path,
                f"There is no '{target}' to go to.{self._names.suggest_target(target, self._named.id)}",
                about=target.split(".")[0],
            )
            return ""
        return key

    def _entry_of(self, move: Move, scenes: dict[str, Scene]) -> Reader | None:
        """The entry condition of the scene that a move enters, if it has one and is another scene."""
        if move.kind not in ("go", "visit"):
            return None
        target = scenes[move.target.split(".")[0]]
        return target.entry if target.id != self._named.id else None

    # -- parts ------------------------------------------------------------------------------------

    def _flag(self, written: model.Expression | None, path: Path) -> Reader | None:
        if written is None:
            return None
        compiled = self._write.expression(written, path, "flag")
        return compiled.read if compiled is not None else None

    def _changes(self, enter: model.Effects | list[model.Effects] | None, path: Path) -> tuple[Change, ...]:
        changes: tuple[Change, ...] = ()
        for place, effects in effects_list(enter, path):
            changes += compile_effects(effects, place, self._write, self._names, self._qualities)
        return changes
