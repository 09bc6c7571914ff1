"""How a batch of films goes, for other programs: docs/progress.md says what is told."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from gradanim.records.clip import plain_values
from gradanim.records.shot import Shot
from gradanim.studio.crew.batch import Outcome
from gradanim.studio.progress import Progress
from gradanim.studio.terminal.display import Display
from gradanim.studio.terminal.pace import left
from gradanim.studio.terminal.summaries import count
from gradanim.studio.terminal.tables import false_claims, write


class JsonLines(Display):
    """One JSON object a line, for programs; docs/progress.md lists them."""

    def start(self, shot: Shot) -> None:
        self._tell("start", film=shot.name, scene=shot.scene, shot=shot.to_dict())

    def progress(self, shot: Shot, far: Progress) -> None:
        super().progress(shot, far)
        self._tell("progress", film=shot.name, **asdict(far), left=left(shot, far))

    def trouble(self, shot: Shot, what: str) -> None:
        self._tell("trouble", film=shot.name, reason=what)

    def finish(self, outcome: Outcome) -> None:
        super().finish(outcome)
        clip = outcome.clip
        self._tell(
            "finished",
            film=outcome.shot.name,
            ending=outcome.ending,
            took=outcome.took,
            record=None if clip is None else str(self.batch.media / clip.record),
            files=[] if clip is None else [str(self.batch.media / file) for file in clip.files],
            seconds=None if clip is None else clip.seconds,
            claims=[
                {"beat": number, **asdict(finding)}
                for number, beat in enumerate(outcome.beats, 1)
                for finding in beat.findings
            ],
            warnings=[
                {"beat": number, "place": beat.place, "warning": warning}
                for number, beat in enumerate(outcome.beats, 1)
                for warning in beat.warnings
            ],
            kept=outcome.kept,
            reason=outcome.reason or None,
            notes=outcome.notes,
            log=None if outcome.log is None else str(outcome.log),
        )

    def end(self, outcomes: Sequence[Outcome], *, stopped: bool) -> None:
        said: dict[str, Any] = {"films": len(self.batch.shots)}
        said |= count(outcomes)
        self._tell("summary", **said, false_claims=len(false_claims(outcomes)), took=self.pace.took, stopped=stopped)

    def _tell(self, event: str, **said: Any) -> None:
        write(self.out, json.dumps({"event": event, **plain_values(said)}, ensure_ascii=False, allow_nan=False))
