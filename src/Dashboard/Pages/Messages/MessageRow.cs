using Offboarding.Dashboard.Privacy;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Messages;

/// <summary>A message that was refused, or that could not be read or handled. Times are UTC.</summary>
public sealed record MessageRow
{
    public Guid Id { get; init; }

    /// <summary><c>refused</c> or <c>parked</c>.</summary>
    public string Kind { get; init; } = "";

    public string MessageName { get; init; } = "";

    /// <summary>A refusal code, or why a message was parked.</summary>
    public string Reason { get; init; } = "";

    [PersonalData(Personal.Text)]
    public string Text { get; init; } = "";

    [PersonalData(Personal.Text)]
    public string? Help { get; init; }

    /// <summary>For <c>invalid-request</c>: the fields, JSON.</summary>
    [PersonalData(Personal.Text)]
    public string? Errors { get; init; }

    /// <summary>The size of the whole body.</summary>
    public int BodyBytes { get; init; }

    /// <summary>The first 8 KB of the body.</summary>
    [PersonalData(Personal.Body)]
    public byte[] Body { get; init; } = [];

    public string? ContentType { get; init; }

    public string? Endpoint { get; init; }

    public Guid? WorkspaceId { get; init; }

    public Guid? UserId { get; init; }

    /// <summary>Whom a refused request is about; null: nobody who is there.</summary>
    [PersonalData(Personal.Name)]
    public string? Person { get; init; }

    /// <summary>The workspace a refused request names; null: none that is there.</summary>
    public string? Workspace { get; init; }

    public Guid? RequestId { get; init; }

    public DateTime At { get; init; }

    public DateTime? ReplayedAt { get; init; }

    [PersonalData(Personal.Actor)]
    public string? ReplayedBy { get; init; }

    public DateTime? DiscardedAt { get; init; }

    [PersonalData(Personal.Actor)]
    public string? DiscardedBy { get; init; }

    [PersonalData(Personal.Comment)]
    public string? DiscardReason { get; init; }

    public DateTime? ErasedAt { get; init; }

    /// <summary>As the database keeps them; read <see cref="Earlier"/>.</summary>
    [PersonalData(Personal.Comment)]
    public string? EarlierJson { get; init; }

    /// <summary>Those whose ids are in the reason of a refusal, which are shown by their names.</summary>
    public IReadOnlyList<Person> People { get; init; } = [];

    /// <summary>What the same message was refused for before it was replayed, the oldest first.</summary>
    public IReadOnlyList<EarlierReason> Earlier { get; init; } = [];
}
