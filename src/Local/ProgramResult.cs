namespace Offboarding.Local;

/// <summary>How a program ended.</summary>
internal sealed record ProgramResult(int ExitCode, string Output, string Error)
{
    public bool Ok => ExitCode == 0;

    /// <summary>The last line it said, for a message of one line.</summary>
    public string LastWord => (Error.Length > 0 ? Error : Output).Split('\n')[^1].Trim();
}
