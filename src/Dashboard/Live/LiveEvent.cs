namespace Offboarding.Dashboard.Live;

/// <summary>One server-sent event.</summary>
/// <param name="Name"><c>update</c> carries HTML; <c>tick</c> says that the database was read just now.</param>
/// <param name="Data">The HTML, or after how many milliseconds the next reading is due.</param>
public sealed record LiveEvent(string Name, string Data)
{
    /// <summary>Carries HTML.</summary>
    public const string Update = "update";

    /// <summary>Says that what is on the screen is what the database says.</summary>
    public const string Tick = "tick";
}
