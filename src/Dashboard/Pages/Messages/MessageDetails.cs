using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Messages;

/// <summary>A stored message with what belongs to it.</summary>
/// <param name="Row">The message.</param>
/// <param name="Workspace">The name of its workspace; null: it names none that is there.</param>
/// <param name="People">Those whose ids are in its reason, and whom it is about.</param>
/// <param name="Edits">What operators sent in its place, the newest first; also the edit that this message came of.</param>
public sealed record MessageDetails(MessageRow Row, string? Workspace, IReadOnlyList<Person> People, IReadOnlyList<MessageEdit> Edits);
