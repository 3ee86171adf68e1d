namespace Offboarding.Dashboard.Privacy;

/// <summary>What kind of personal data a property holds, and so how <see cref="Mask"/> hides it.</summary>
public enum Personal
{
    /// <summary>A person's name: initials are left.</summary>
    Name,

    /// <summary>An email address: the domain is left.</summary>
    Email,

    /// <summary>Who acted: an account's name stays, a full name or an address is hidden.</summary>
    Actor,

    /// <summary>A sentence: addresses in it are hidden. Sentences of the product name people by their ids.</summary>
    Text,

    /// <summary>What somebody typed, such as why they did it: hidden as a whole.</summary>
    Comment,

    /// <summary>JSON, or bytes that may be JSON: its shape, ids, numbers and dates are left.</summary>
    Body,
}
