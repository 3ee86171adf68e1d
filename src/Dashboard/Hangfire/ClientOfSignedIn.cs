using Hangfire;
using Hangfire.Common;
using Hangfire.States;
using Offboarding.Dashboard.Security;
using Offboarding.Jobs;

namespace Offboarding.Dashboard.Hangfire;

/// <summary>Hangfire's buttons, with the name of whoever presses them: it is in the job's history, and the worker writes it into the audit trail.</summary>
internal sealed class ClientOfSignedIn(IHttpContextAccessor http) : IBackgroundJobClientFactory
{
    public IBackgroundJobClient GetClient(JobStorage storage) => new BackgroundJobClient(storage, new JobFilterCollection { new SignedByActor(http) });

    private sealed class SignedByActor(IHttpContextAccessor http) : IElectStateFilter
    {
        public void OnStateElection(ElectStateContext context)
        {
            if (http.HttpContext?.User is not { Identity.IsAuthenticated: true } user)
            {
                return;
            }

            switch (context.CandidateState)
            {
                case EnqueuedState queued:
                    // Back to the queue it is from; Hangfire's default one has no server.
                    queued.Queue = context.BackgroundJob.Job.Queue ?? JobQueues.Work;
                    queued.Reason = Requeued.By(user.Actor());
                    break;
                case DeletedState deleted:
                    deleted.Reason = $"Deleted by {user.Actor()}";
                    break;
            }
        }
    }
}
