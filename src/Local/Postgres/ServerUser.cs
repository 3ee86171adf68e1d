namespace Offboarding.Local.Postgres;

/// <summary>PostgreSQL refuses to run as root; root runs it as this user instead, with no more rights than that user has.</summary>
internal sealed record ServerUser(string Name, string UserId, string GroupId, string Launcher)
{
    /// <summary>Null unless this process is root on Linux.</summary>
    public static ServerUser? ForThisProcess()
    {
        if (!Environment.IsPrivilegedProcess || OperatingSystem.IsWindows())
            return null;
        if (!OperatingSystem.IsLinux())
            throw new LocalProblem("PostgreSQL refuses to run as root; start Offboarding.Local as an ordinary user.");
        string[] nobody = File.ReadLines("/etc/passwd").Select(static line => line.Split(':'))
            .FirstOrDefault(static fields => fields is ["nobody", _, _, _, ..])
            ?? throw new LocalProblem("PostgreSQL refuses to run as root and there is no user 'nobody'; start as an ordinary user.");
        string launcher = Processes.FindOnPath("setpriv") ?? Processes.FindOnPath("runuser")
            ?? throw new LocalProblem("PostgreSQL refuses to run as root, and neither setpriv nor runuser is here; start as an ordinary user.");
        return new ServerUser("nobody", nobody[2], nobody[3], launcher);
    }

    /// <summary>A command line that runs the program as this user.</summary>
    public IReadOnlyList<string> Wrap(IReadOnlyList<string> commandLine) =>
        Path.GetFileName(Launcher) == "setpriv"
            ? [Launcher, "--reuid", UserId, "--regid", GroupId, "--clear-groups", "--inh-caps=-all", "--no-new-privs", "--", .. commandLine]
            : [Launcher, "-u", Name, "--", .. commandLine];

    /// <summary>Gives a file or an empty folder to this user.</summary>
    public async Task TakeOverAsync(string path, CancellationToken cancellationToken)
    {
        ProgramResult chown = await Processes.RunAsync(["chown", $"{UserId}:{GroupId}", path], "/", cancellationToken);
        if (!chown.Ok)
            throw new LocalProblem($"cannot give {path} to '{Name}': {chown.LastWord}");
    }
}
