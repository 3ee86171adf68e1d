using Offboarding.Worker.Jobs;

namespace Offboarding.Worker.Tests.Jobs;

/// <summary>What a job shows is a function of the rows.</summary>
public sealed class JobProjectionTests
{
    private static readonly DateTime Now = new(2026, 11, 28, 12, 0, 0, DateTimeKind.Utc);

    private static readonly JobFacts Waiting = new()
    {
        What = "step",
        Subject = Guid.NewGuid(),
        Step = "reassign-conversations",
        Now = Now,
        Status = "retrying",
        CaseState = "handing-over",
        Attempts = 1,
        AttemptLimit = 8,
        Slice = 3,
        NextAttemptAt = Now.AddMinutes(1),
        ErrorType = "PostgresException",
        FailedAt = Now,
        RanFor = TimeSpan.FromMilliseconds(130),
    };

    private static readonly JobFacts Failed = Waiting with { Status = "failed", CaseState = "needs-attention", Attempts = 8, NextAttemptAt = null };

    private static readonly JobFacts Day = new()
    {
        What = "last-day",
        Subject = Guid.NewGuid(),
        Step = "",
        Now = Now,
        Date = Now.AddDays(30),
    };

    [Fact]
    public void A_step_that_waits_gets_a_scheduled_job_that_says_what_failed_and_when_it_goes_on()
    {
        JobMove move = JobProjection.Decide(Waiting)!;
        (move.IsNew, move.State, move.Shown, move.DueAt).ShouldBe((true, "Scheduled", "scheduled", Waiting.NextAttemptAt));
        move.Reason.ShouldBe("Attempt 1 of 8 failed after 130 ms: PostgresException; attempt 2 is due at 12:01:00.000 UTC");
    }

    [Fact]
    public void A_job_that_shows_what_the_rows_say_is_left_alone()
    {
        JobProjection.Decide(Shows(Waiting, "scheduled", "Scheduled")).ShouldBeNull();
        JobProjection.Decide(Shows(Failed, "failed", "Failed")).ShouldBeNull();
        JobProjection.Decide(Shows(Day, "scheduled", "Scheduled")).ShouldBeNull();
        JobProjection.Decide(Waiting with { Status = "done" }).ShouldBeNull();
    }

    [Theory]
    [InlineData("Processing")]
    [InlineData("Enqueued")]
    public void A_further_failure_moves_the_same_job(string state)
    {
        JobMove move = JobProjection.Decide(Shows(Waiting, "queued", state) with { Attempts = 2 })!;
        (move.IsNew, move.State, move.Facts.JobId).ShouldBe((false, "Scheduled", 7L));
    }

    [Fact]
    public void What_is_due_is_queued_and_not_twice()
    {
        JobFacts due = Shows(Waiting with { NextAttemptAt = Now }, "scheduled", "Scheduled");
        JobProjection.Decide(due)!.State.ShouldBe("Enqueued");
        JobFacts queued = Shows(Waiting with { NextAttemptAt = Now }, "queued", "Enqueued") with { Queued = true };
        JobProjection.Decide(queued).ShouldBeNull();
        JobProjection.Decide(queued with { State = "Processing" }).ShouldBeNull();
        JobProjection.Decide(queued with { Queued = false })!.State.ShouldBe("Scheduled", "its place in the queue was lost");
    }

    [Fact]
    public void Who_pressed_a_button_is_the_reason_of_the_queued_state() =>
        JobProjection.Decide(Shows(Waiting with { NextAttemptAt = Now, Reason = "Requeued by ops.anna" }, "failed", "Failed"))!.Reason.ShouldBe("Requeued by ops.anna");

    [Fact]
    public void A_job_that_runs_the_attempt_itself_is_left_alone_and_one_whose_attempt_runs_elsewhere_goes()
    {
        JobFacts running = Shows(Waiting, "queued", "Processing") with { Status = "running", NextAttemptAt = null, ClaimedSlice = 3 };
        JobProjection.Decide(running).ShouldBeNull();
        JobProjection.Decide(running with { Slice = 4 })!.State.ShouldBe("Deleted");
        JobProjection.Decide(running with { CaseState = "paused" })!.Reason.ShouldBe("The case is paused; the step goes on when it is resumed");
        JobProjection.Decide(running with { Status = "done" }).ShouldBeNull("its worker is about to say so");
    }

    [Fact]
    public void A_deleted_failed_job_stays_off_the_list_until_the_step_fails_again()
    {
        JobFacts hidden = Shows(Failed, "hidden", "Failed") with { Reason = "Deleted by ops.anna" };
        JobProjection.Decide(hidden)!.State.ShouldBe("Deleted");
        JobProjection.Decide(hidden with { State = "Deleted" }).ShouldBeNull();
        JobProjection.Decide(hidden with { State = null }).ShouldBeNull("Hangfire has forgotten it");
        JobProjection.Decide(hidden with { State = "Deleted", Attempts = 9 })!.State.ShouldBe("Failed");
    }

    [Fact]
    public void A_job_that_was_lost_is_made_again()
    {
        JobProjection.Decide(Shows(Waiting, "scheduled", null))!.IsNew.ShouldBeTrue();
        JobProjection.Decide(Shows(Failed, "failed", null))!.IsNew.ShouldBeTrue();
        JobProjection.Decide(Shows(Waiting, "scheduled", "Scheduled") with { InSchedule = false })!.State.ShouldBe("Scheduled");
        JobProjection.Decide(Shows(Waiting, "scheduled", "Succeeded"))!.State.ShouldBe("Scheduled");
    }

    [Fact]
    public void A_finished_step_or_case_needs_no_job_and_no_link()
    {
        foreach (JobFacts over in new[] { Waiting with { Status = "skipped" }, Failed with { CaseState = "cancelled" }, Waiting with { Status = null } })
        {
            JobMove move = JobProjection.Decide(Shows(over, "failed", "Failed"))!;
            (move.State, move.Shown).ShouldBe(("Deleted", null));
        }
    }

    [Fact]
    public void A_date_moves_with_its_job_goes_when_it_is_cancelled_and_succeeds_on_its_day()
    {
        JobMove moved = JobProjection.Decide(Shows(Day, "scheduled", "Scheduled") with { Date = Day.Date!.Value.AddDays(1) })!;
        (moved.IsNew, moved.State, moved.Reason).ShouldBe((false, "Scheduled", "Rescheduled to 2026-12-29 12:00:00 UTC"));
        JobProjection.Decide(Shows(Day, "scheduled", "Scheduled") with { Date = null })!.State.ShouldBe("Deleted");
        JobProjection.Decide(Shows(Day, "scheduled", "Scheduled") with { Date = null, ShownDueAt = Now })!.State.ShouldBe("Succeeded");
        JobProjection.Decide(Shows(Day with { Date = Now }, "scheduled", "Scheduled"))!.State.ShouldBe("Enqueued");
        JobProjection.Decide(Shows(Day, "queued", "Succeeded"))!.IsNew.ShouldBeTrue("it was run early");
    }

    private static JobFacts Shows(JobFacts facts, string shown, string? state) => facts with
    {
        JobId = 7,
        Shown = shown,
        State = state,
        ShownAttempts = facts.Attempts,
        ShownDueAt = facts.NextAttemptAt ?? facts.Date,
        InSchedule = state == "Scheduled",
    };
}
