using Microsoft.Extensions.Options;
using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Intake;

namespace Offboarding.Worker.Approvals;

/// <summary>A second person lets departures begin that wait (F9).</summary>
internal sealed class ApproveMassChangeHandler(NpgsqlDataSource database, IOptions<ApprovalsOptions> options)
    : DecisionHandler<ApproveMassChangeRequested>(database, options, MassChangeDecision.Approved)
{
    public override ApproveMassChangeRequested Read(FieldReader json) => new()
    {
        RequestId = json.Id("requestId"),
        WorkspaceId = json.Id("workspaceId"),
        ApprovalId = json.Id("approvalId"),
        RequestedBy = json.Text("requestedBy", 200, required: true) ?? "",
        People = json.RequiredCount("people", 1, 100_000),
        Comment = json.Text("comment", 500, required: false),
    };

    protected override int? Seen(ApproveMassChangeRequested command) => command.People;
}
