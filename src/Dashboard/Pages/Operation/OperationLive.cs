using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Live;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Operation;

/// <summary>One operation: facts, acts, items.</summary>
public sealed class OperationLive(OperationReader operations, Fragments fragments) : LiveReader<LiveView.Operation>(fragments)
{
    /// <inheritdoc/>
    protected override async Task<LiveContent?> ReadAsync(LiveView.Operation view, Overview overview, CancellationToken cancellationToken)
    {
        if (await operations.ReadAsync(view.Id, view.After, cancellationToken) is not { } read)
        {
            return null;
        }

        OperationDetails details = Shown(read, view);
        return Whole<OperationBody>(
            "",
            new() { ["Details"] = details, ["After"] = view.After, ["MayAct"] = view.MayAct },
            Part<OperationFacts>("operation-facts", details.Row.ToString(), new() { ["Row"] = details.Row }),
            Part<OperationActs>("operation-acts", details.Row.State, new() { ["Details"] = details, ["MayAct"] = view.MayAct }),
            Part<OperationItems>("operation-items", string.Join('\n', details.Items), new() { ["Details"] = details, ["After"] = view.After }));
    }
}
