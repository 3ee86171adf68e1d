using Microsoft.Extensions.Options;
using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Intake;

namespace Offboarding.Worker.Approvals;

/// <summary>A second person calls departures off that wait (F9).</summary>
internal sealed class RejectMassChangeHandler(NpgsqlDataSource database, IOptions<ApprovalsOptions> options)
    : DecisionHandler<RejectMassChangeRequested>(database, options, MassChangeDecision.Rejected)
{
    public override RejectMassChangeRequested Read(FieldReader json) => new()
    {
        RequestId = json.Id("requestId"),
        WorkspaceId = json.Id("workspaceId"),
        ApprovalId = json.Id("approvalId"),
        RequestedBy = json.Text("requestedBy", 200, required: true) ?? "",
        Comment = json.Text("comment", 500, required: false),
    };
}
