using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Offboarding.Worker.Tests.Architecture;

/// <summary>Who may know whom.</summary>
public sealed class ReferenceTests
{
    private static readonly string[] WaysOut = ["Publish", "PublishBatch", "Send", "SendBatch", "GetSendEndpoint", "RespondAsync", "Forward"];

    private static readonly string[] Apart = ["SignOutSessions", "ReassignWork", "UpdateSeats", "RemoveCompletedTasks", "Requests"];

    /// <summary>A message that is sent past the outbox leaves although its transaction is rolled back, or is lost although it is not.</summary>
    [Fact]
    public void The_outbox_is_the_only_way_out()
    {
        IEnumerable<string> offenders =
            from type in Types()
            where !type.FullName.StartsWith("Offboarding.Worker.Messaging.", StringComparison.Ordinal)
            from method in type.Methods
            where method.HasBody
            from instruction in method.Body.Instructions
            where instruction.OpCode.Code is Code.Call or Code.Callvirt
            let called = (MethodReference)instruction.Operand
            where called.DeclaringType.Namespace.StartsWith("MassTransit", StringComparison.Ordinal)
                && Array.Exists(WaysOut, name => called.Name.StartsWith(name, StringComparison.Ordinal))
            select $"{type.FullName}.{method.Name} calls {called.DeclaringType.Name}.{called.Name}";
        offenders.ShouldBeEmpty("Write the message with OutboxWriter, in the transaction it belongs to.");
    }

    [Theory]
    [InlineData("SignOutSessions")]
    [InlineData("ReassignWork")]
    [InlineData("UpdateSeats")]
    [InlineData("RemoveCompletedTasks")]
    public void A_capability_knows_no_other_capability_and_no_requests(string capability)
    {
        string[] foreign = [.. Apart
            .Where(other => other != capability).Select(other => $"Offboarding.Worker.{other}")];
        IEnumerable<string> offenders =
            from type in Types()
            where type.FullName.StartsWith($"Offboarding.Worker.{capability}.", StringComparison.Ordinal)
            from method in type.Methods
            where method.HasBody
            from instruction in method.Body.Instructions
            where instruction.Operand is MemberReference
            let member = (MemberReference)instruction.Operand
            let declaring = member.DeclaringType?.FullName ?? member.FullName
            where Array.Exists(foreign, name => declaring.StartsWith(name, StringComparison.Ordinal))
            select $"{type.FullName}.{method.Name} uses {member.FullName}";
        offenders.ShouldBeEmpty();
    }

    [Fact]
    public void Contracts_references_only_the_framework()
    {
        typeof(Contracts.MessageNames).Assembly.GetReferencedAssemblies().Select(a => a.Name!)
            .ShouldAllBe(name => name.StartsWith("System.", StringComparison.Ordinal));
        string project = SourceTree.Read("src/Contracts/Offboarding.Contracts.csproj");
        project.ShouldNotContain("ProjectReference");
        project.ShouldNotContain("PackageReference");
    }

    [Fact]
    public void The_dashboard_does_not_know_the_worker()
    {
        IEnumerable<string> files = SourceTree.Files("src/Dashboard", "*.cs")
            .Concat(SourceTree.Files("src/Dashboard", "*.razor"))
            .Concat(SourceTree.Files("src/Dashboard", "*.csproj"));
        files.Where(f => SourceTree.Read(f).Contains("Offboarding.Worker", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void Nothing_in_the_product_knows_its_tests() =>
        SourceTree.Files("src", "*.csproj")
            .Where(f => SourceTree.Read(f).Contains("../../tests", StringComparison.Ordinal)
                || SourceTree.Read(f).Contains("../../bench", StringComparison.Ordinal))
            .ShouldBeEmpty();

    private static IEnumerable<TypeDefinition> Types()
    {
        var module = ModuleDefinition.ReadModule(typeof(WorkerRegistration).Assembly.Location);
        return module.GetTypes();
    }
}
