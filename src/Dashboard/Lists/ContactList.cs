namespace Offboarding.Dashboard.Lists;

/// <summary>A page of the contacts of a workspace.</summary>
/// <param name="Contacts">In the order of their ids.</param>
/// <param name="Next">What <c>after</c> is for the next page; null: this is the last.</param>
public sealed record ContactList(IReadOnlyList<ContactRow> Contacts, long? Next);
