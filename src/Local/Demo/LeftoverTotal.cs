namespace Offboarding.Local.Demo;

/// <summary>How many items of one kind an undo left where they are, for one reason.</summary>
internal sealed record LeftoverTotal(string Kind, string Reason, long Items);
