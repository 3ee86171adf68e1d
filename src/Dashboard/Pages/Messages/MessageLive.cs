using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Live;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Messages;

/// <summary>One message: its card, and what was sent in its place. The text for HR stays: somebody may be copying it.</summary>
public sealed class MessageLive(MessageReader messages, Fragments fragments) : LiveReader<LiveView.OneMessage>(fragments)
{
    /// <inheritdoc/>
    protected override async Task<LiveContent?> ReadAsync(LiveView.OneMessage view, Overview overview, CancellationToken cancellationToken)
    {
        if (Shown(await messages.ReadDetailsAsync(view.Id, cancellationToken), view) is not { } details)
        {
            return null;
        }

        MessageRow row = details.Row;
        return AllOf(
            Part<MessageCard>(
                $"message-{row.Id}",
                $"{row.At:O} {row.ReplayedAt} {row.DiscardedAt} {row.ErasedAt}",
                new() { ["Message"] = row, ["Rights"] = view.Rights, ["Own"] = true }),
            Part<MessageEdits>(
                "edits",
                string.Join(' ', details.Edits.Select(static edit => $"{edit.Id} {edit.CaseId} {edit.CaseState} {edit.RefusalId} {edit.CarriedOut} {edit.ErasedAt}")),
                new() { ["Details"] = details }));
    }
}
