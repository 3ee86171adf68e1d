using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Live;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Messages;

/// <summary>Messages that nobody could take, card by card.</summary>
public sealed class MessagesLive(MessageReader messages, Fragments fragments) : LiveReader<LiveView.Messages>(fragments)
{
    /// <inheritdoc/>
    protected override async Task<LiveContent?> ReadAsync(LiveView.Messages view, Overview overview, CancellationToken cancellationToken)
    {
        Page<MessageRow> page = Shown(await messages.ListAsync(view.Query, cancellationToken), view);
        return Whole<MessageList>(
            string.Join(' ', page.Rows.Select(row => row.Id)) + page.Older,
            new() { ["Page"] = page, ["Query"] = view.Query, ["Rights"] = view.Rights },
            [
                .. page.Rows.Select(row => Part<MessageCard>(
                    $"message-{row.Id}",
                    $"{row.At:O} {row.ReplayedAt} {row.DiscardedAt} {row.ErasedAt}",
                    new() { ["Message"] = row, ["Rights"] = view.Rights })),
            ]);
    }
}
