namespace Offboarding.Dashboard.Privacy;

/// <summary>
/// Marks what is hidden from whoever lacks <see cref="Security.Permission.ViewPersonalData"/>. A test reads every page as a viewer and
/// fails if a name or an address of the seed is on it, so a property that lacks this mark is found.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PersonalDataAttribute(Personal kind) : Attribute
{
    /// <summary>How it is hidden.</summary>
    public Personal Kind { get; } = kind;
}
