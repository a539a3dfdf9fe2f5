"""Long work beside the pages: one at a time, told how far it came, cancelled, and told why where it failed."""

from threading import Event

from domain.history.refusal import Refusal
from domain.ledger.audit import Progress
from ui.working import Job, Jobs


def test_a_job_tells_how_far_it_came_and_gives_what_it_made() -> None:
    go_on, reached = Event(), Event()

    def work(progress: Progress) -> str:
        progress(1, 4)
        reached.set()
        go_on.wait(10)
        return "made"

    job: Job[str] = Jobs().start("name", "Making", "kim", 5, work)
    reached.wait(10)
    assert (job.running, job.done, job.total, job.share, job.result) == (True, 1, 4, 0.25, None)
    go_on.set()
    job.wait(10)
    assert (job.state, job.result, job.by, job.began_at) == ("done", "made", "kim", 5)


def test_only_one_of_a_name_is_at_work() -> None:
    jobs, go_on = Jobs(), Event()
    first = jobs.start("name", "Making", "kim", 0, lambda _: go_on.wait(10))
    assert jobs.start("name", "Making", "ann", 0, lambda _: "another") is first
    other = jobs.start("other", "Making", "ann", 0, lambda _: "other")
    other.wait(10)
    assert other.result == "other"
    jobs.forget("name")
    assert jobs.last("name") is first, "what is at work is not let go of"
    go_on.set()
    first.wait(10)
    again = jobs.start("name", "Making", "ann", 0, lambda _: "anew")
    again.wait(10)
    assert (again is first, again.result) == (False, "anew")
    jobs.forget("name")
    assert jobs.last("name") is None


def test_a_job_that_nobody_wants_stops_where_it_is_told_next() -> None:
    go_on, reached, after = Event(), Event(), Event()

    def work(progress: Progress) -> None:
        reached.set()
        go_on.wait(10)
        progress(1, 2)
        after.set()

    job = Jobs().start("name", "Making", "kim", 0, work)
    reached.wait(10)
    job.cancel()
    go_on.set()
    job.wait(10)
    assert (job.state, after.is_set()) == ("cancelled", False)


def test_what_went_wrong_is_told_as_a_sentence() -> None:
    def refused(_: Progress) -> None:
        raise Refusal("Choose another day.")

    def broken(_: Progress) -> None:
        raise ZeroDivisionError

    jobs = Jobs()
    for work, said in ((refused, "Choose another day."), (broken, "Tieline could not do it (ZeroDivisionError).")):
        job = jobs.start("name", "Making", "kim", 0, work)
        job.wait(10)
        assert job.state == "failed"
        assert job.said.startswith(said)
