namespace Offboarding.Worker.Departures;

/// <summary>A list, under the workspace's lock.</summary>
/// <param name="Id">The list.</param>
/// <param name="WorkspaceId">The workspace.</param>
/// <param name="RequestId">Of the message.</param>
/// <param name="RequestedBy">Who asked.</param>
/// <param name="ForAll">What holds for all, JSON.</param>
/// <param name="People">Lines.</param>
/// <param name="Held">All of it waits for a second person.</param>
/// <param name="Now">UTC, by the database's clock.</param>
/// <param name="Traceparent">The place in a trace the list was taken in at; null: nobody traced it.</param>
internal sealed record ListRow(Guid Id, Guid WorkspaceId, Guid RequestId, Guid RequestedBy, string ForAll, int People, bool Held, DateTime Now, string? Traceparent);
