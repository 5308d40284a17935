"""What makes the steps of a guide unfit for import: names that lead nowhere, names used twice, a walk without an end.

Whatever else is wrong with a guide can be mended at the desk, so it is imported and blocked from publishing there.
"""

from collections.abc import Iterator
from typing import Any

from conditions.guides.checks import problems
from conditions.guides.graph import graph

from .yaml_files import Place


def wrong_steps(document: dict[str, Any]) -> Iterator[tuple[Place, str]]:
    """Where, and one sentence, for a document that fits the schema."""
    numbers = {step["name"]: number for number, step in reversed(list(enumerate(document["steps"])))}
    for number, step in enumerate(document["steps"]):
        if numbers[step["name"]] != number:
            yield ("steps", number, "name"), f"Two steps are named “{step['name']}”."
        for place, option in enumerate(step["options"]):
            if option["next"] and option["next"] not in numbers:
                yield ("steps", number, "options", place, "next"), f"There is no step “{option['next']}”."
    for number, example in enumerate(document["examples"]):
        if example["outcome"] and example["outcome"] not in numbers:
            yield ("examples", number, "outcome"), f"There is no step “{example['outcome']}”."
    for problem in problems(graph(document)):
        if problem.code == "cycle":
            yield ("steps", numbers.get(problem.step, 0)), problem.sentence
