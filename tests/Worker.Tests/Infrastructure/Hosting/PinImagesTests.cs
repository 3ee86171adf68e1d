using System.Diagnostics;
using System.Text.RegularExpressions;
using Offboarding.Worker.Tests.Architecture;

namespace Offboarding.Worker.Tests.Infrastructure.Hosting;

/// <summary><c>deploy/pin-images.sh</c>, with a docker that knows a digest for every image.</summary>
public sealed class PinImagesTests : IDisposable
{
    private const string Docker = """
        #!/usr/bin/env bash
        [ "$1 $2 $3 $5 $6" = "buildx imagetools inspect --format {{.Manifest.Digest}}" ] || exit 1
        [ "$4" = "$UNKNOWN" ] || printf 'sha256:%s\n' "$(printf '%s' "$SALT$4" | sha256sum | cut -d' ' -f1)"
        """;

    private static readonly string[] Files = ["docker-compose.yml", "src/Worker/Dockerfile", "src/Dashboard/Dockerfile"];

    private readonly string _folder = Directory.CreateTempSubdirectory("offboarding-pin-").FullName;

    public PinImagesTests()
    {
        foreach (string file in Files.Append("deploy/pin-images.sh"))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_folder, file))!);
            File.Copy(Path.Combine(SourceTree.Root, file), Path.Combine(_folder, file));
        }

        Directory.CreateDirectory(Path.Combine(_folder, "bin"));
        File.WriteAllText(Path.Combine(_folder, "bin/docker"), Docker);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Every_image_from_elsewhere_has_its_digest_and_the_next_one_when_it_is_asked_again()
    {
        string[] tagged = Images();

        (await RunAsync(("SALT", "one"))).ShouldBe(0);
        string[] first = Images();
        (await RunAsync(("SALT", "two"))).ShouldBe(0);
        string[] second = Images();

        first.Select(Tag).ShouldBe(tagged.Select(Tag));
        first.Where(static image => !image.StartsWith("offboarding-", StringComparison.Ordinal)).ShouldAllBe(image => Regex.IsMatch(image, "^[^@]+:[^@]+@sha256:[0-9a-f]{64}$"));
        second.Select(Tag).ShouldBe(tagged.Select(Tag));
        second.Intersect(first).ShouldAllBe(static image => image.StartsWith("offboarding-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_is_changed_where_one_digest_is_not_known()
    {
        string[] before = Images();
        (await RunAsync(("UNKNOWN", Tag(before.First(static image => image.StartsWith("rabbitmq", StringComparison.Ordinal)))))).ShouldBe(1);
        Images().ShouldBe(before);
    }

    private static string Tag(string image) => image.Split('@')[0];

    private string[] Images() =>
        [.. Files.SelectMany(file => Regex.Matches(File.ReadAllText(Path.Combine(_folder, file)), @"^ *(?:image:|FROM) +(\S+)", RegexOptions.Multiline)).Select(static match => match.Groups[1].Value)];

    private async Task<int> RunAsync(params (string Key, string Value)[] environment)
    {
        var start = new ProcessStartInfo("bash", ["-c", "chmod +x bin/docker && deploy/pin-images.sh"])
        {
            WorkingDirectory = _folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = Path.Combine(_folder, "bin") + ":" + start.Environment["PATH"];
        foreach ((string key, string value) in environment)
        {
            start.Environment[key] = value;
        }

        using System.Diagnostics.Process process = System.Diagnostics.Process.Start(start)!;
        Task<string> said = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        string wrong = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        await said;
        (wrong.Length == 0).ShouldBe(process.ExitCode == 0, wrong);
        return process.ExitCode;
    }
}
