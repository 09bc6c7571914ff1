"""One run of the door: a batch of films, whoever watches, and how it ended."""

from collections.abc import Iterable
from dataclasses import replace

from gradanim.records.shot import Shot
from gradanim.studio.cluster.batch import shoot_on
from gradanim.studio.crew.batch import Outcome, check, shoot
from gradanim.studio.progress import Progress
from gradanim.studio.terminal.display import Batch, Display


def run(batch: Batch, display: Display) -> tuple[list[Outcome], bool]:
    """Do what is asked for, and tell how it goes.

    Returns:
        What became of the shots, in their order, as far as it came, and whether somebody stopped it.

    Raises:
        ClusterError: there is no such cluster, or it would make other films.
    """
    outcomes: list[Outcome] = []
    stopped = False
    with display:
        try:
            for outcome in _begun(batch, display):
                outcomes.append(outcome)
                display.finish(outcome)
        except KeyboardInterrupt:
            stopped = True
    asked = {shot: number for number, shot in enumerate(batch.shots)}
    outcomes.sort(key=lambda outcome: asked[outcome.shot])
    display.end(outcomes, stopped=stopped)
    return outcomes, stopped


def exit_code(outcomes: Iterable[Outcome], *, stopped: bool = False) -> int:
    """0: all is well. 1: a film failed, or a claim is false. 2: what was typed makes no film. 130: stopped."""
    if stopped:
        return 130
    outcomes = list(outcomes)
    endings = {outcome.ending for outcome in outcomes}
    is_false = any(not finding.holds for outcome in outcomes for beat in outcome.beats for finding in beat.findings)
    return 1 if "failed" in endings or is_false else 2 if "refused" in endings else 0


def _begun(batch: Batch, display: Display) -> Iterable[Outcome]:
    if batch.cluster is not None:
        return shoot_on(
            batch.cluster, batch.shots, batch.media, force=batch.force, only_check=batch.only_check,
            on_start=display.start, on_progress=display.progress, on_trouble=display.trouble,
        )  # fmt: skip
    if batch.only_check:

        def progress(shot: Shot, far: Progress) -> None:
            display.progress(shot, replace(far, kept=0))  # nothing is painted, which is not to say that it was kept

        return check(batch.shots, batch.media, jobs=batch.jobs, on_start=display.start, on_progress=progress)
    return shoot(
        batch.shots, batch.media, force=batch.force, jobs=batch.jobs,
        on_start=display.start, on_progress=display.progress, on_trouble=display.trouble,
    )  # fmt: skip
