using FsCheck;
using FsCheck.Fluent;
using Offboarding.Worker.Cases;

namespace Offboarding.Worker.Tests.Cases;

/// <summary>
/// Plays a case with messages in any order: each number chooses what happens next (a step makes progress, fails, is retried by
/// an operator, or the saga hears something, perhaps for the third time). Whatever the order, the end is the same.
/// </summary>
public sealed class MessageOrderProperties
{
    [Fact]
    public void Whatever_the_order_of_messages_no_step_runs_before_the_lockout_is_settled_and_no_step_is_sent_twice() =>
        Prop.ForAll<int[]>(choices =>
        {
            var play = new Play();
            foreach (int choice in choices)
            {
                play.Move(choice);
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Whatever_was_doubled_late_or_lost_one_last_look_at_the_rows_completes_the_case() =>
        Prop.ForAll<int[]>(choices =>
        {
            var play = new Play();
            foreach (int choice in choices)
            {
                play.Move(choice);
            }

            play.FinishEverything();
            play.State.ShouldBe(CaseState.Completed);
        }).QuickCheckThrowOnFailure();

    private sealed class Play
    {
        private readonly Dictionary<string, StepSnapshot> _steps = new StepSnapshot[]
        {
            new("sign-out-sessions", 1, StepStatus.Waiting, 0),
            new("reassign-conversations", 2, StepStatus.Waiting, 0),
            new("update-seats", 2, StepStatus.Waiting, 0),
        }.ToDictionary(s => s.Name);

        public CaseState State { get; private set; } = CaseState.SigningOut;

        public void Move(int choice)
        {
            string name = _steps.Keys.ElementAt((choice & 0xFF) % _steps.Count);
            switch (((choice >> 8) & 0xFF) % 4)
            {
                case 0 when _steps[name].Status is StepStatus.Ready or StepStatus.Running:
                    Set(name, StepStatus.Done);
                    break;
                case 1 when _steps[name].Status is StepStatus.Ready or StepStatus.Running:
                    Set(name, StepStatus.Failed);
                    break;
                case 2 when _steps[name].Status == StepStatus.Failed:
                    Set(name, StepStatus.Waiting);
                    break;
                default:
                    Hear();
                    break;
            }
        }

        public void FinishEverything()
        {
            for (int i = 0; i < 10 && State != CaseState.Completed; i++)
            {
                Hear();
                foreach (StepSnapshot step in _steps.Values.ToArray())
                {
                    if (step.Status == StepStatus.Failed)
                    {
                        Set(step.Name, StepStatus.Waiting);
                    }
                    else if (step.Status == StepStatus.Ready)
                    {
                        Set(step.Name, StepStatus.Done);
                    }
                }
            }
        }

        private void Hear()
        {
            Decision decision = NextStep.Decide(State, [.. _steps.Values]);
            foreach (string name in decision.Start)
            {
                _steps[name].Status.ShouldBe(StepStatus.Waiting);
                (_steps[name].Phase == 1 || _steps["sign-out-sessions"].IsSettled).ShouldBeTrue();
                Set(name, StepStatus.Ready);
            }

            State = decision.State;
        }

        private void Set(string name, StepStatus status) => _steps[name] = _steps[name] with { Status = status };
    }
}
