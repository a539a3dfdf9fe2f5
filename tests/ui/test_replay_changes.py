"""What a step changed, told from the lines before and after it."""

from ui.replay.changes import Change, changes


def test_a_line_that_says_otherwise_of_the_same_thing_is_changed() -> None:
    before = [
        ("class", "stable since 2020"),
        ("plan", "“Shelf”, 1 Jan 2024 to 2028: proposed"),
        ("plan", "“Dock”, 2025: agreed"),
    ]
    after = [
        ("class", "emerging since 2021"),
        ("plan", "“Shelf”, 1 Jan 2024 to 2028: in force"),
        ("plan", "“Dock”, 2025: agreed"),
    ]
    assert changes(before, after) == [
        Change("changed", "class", "stable since 2020", "emerging since 2021"),
        Change("changed", "plan", "“Shelf”, 1 Jan 2024 to 2028: proposed", "“Shelf”, 1 Jan 2024 to 2028: in force"),
    ]


def test_what_came_and_what_went_are_told_apart() -> None:
    before = [("milestone", "“Trained”: planned"), ("link", "“EDI”: live")]
    after = [("milestone", "“Moved”: planned"), ("milestone", "“Trained”: planned")]
    assert changes(before, after) == [
        Change("new", "milestone", "", "“Moved”: planned"),
        Change("gone", "link", "“EDI”: live", ""),
    ]


def test_the_only_line_of_a_label_is_changed_whatever_it_begins_with() -> None:
    assert changes([("formerly", "Old Name")], [("formerly", "Older Name")]) == [
        Change("changed", "formerly", "Old Name", "Older Name")
    ]


def test_two_things_alike_are_counted() -> None:
    line = ("offering", "“Weekly delivery”: taken")
    assert changes([line], [line, line]) == [Change("new", "offering", "", "“Weekly delivery”: taken")]
    assert changes([line, line], [line]) == [Change("gone", "offering", "“Weekly delivery”: taken", "")]
    assert changes([line], [line]) == []
