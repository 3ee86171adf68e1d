using PublicApiGenerator;

namespace Offboarding.Contracts.Tests;

/// <summary>
/// The types and members that programs compile against. To change them on purpose, copy what the failing test prints into
/// <c>Approved/public-api.txt</c>: the review sees what breaks.
/// </summary>
public sealed class PublicApiTests
{
    [Fact]
    public void The_public_types_and_members_are_those_that_were_approved()
    {
        string api = typeof(MessageNames).Assembly.GeneratePublicApi(new ApiGeneratorOptions { IncludeAssemblyAttributes = false }).ReplaceLineEndings("\n");
        api.Split('\n').ShouldBe(Repository.ReadApproved("public-api.txt").TrimEnd('\n').Split('\n'), api);
    }
}
