using System.Text;
using Offboarding.Worker.Intake;

namespace Offboarding.Worker.Tests.Intake;

/// <summary>The workspace of a message is found before the bus reads it; where it is not found its reader says what is wrong.</summary>
public sealed class KeepWaitingTests
{
    private const string Id = "0d000000-0000-4000-8000-000000000001";
    private const string Other = "0d000000-0000-4000-8000-000000000002";

    [Theory]
    [InlineData($$$"""{"workspaceId":"{{{Id}}}"}""", false)]
    [InlineData($$$"""{"a":{"workspaceId":"{{{Other}}}"},"b":[{"workspaceId":"{{{Other}}}"}],"workspaceId":"{{{Id}}}","rest":{}}""", false)]
    [InlineData($$$"""{"work\u0073paceId":"{{{Id}}}"}""", false)]
    [InlineData($$$"""{"workspaceId":"{{{Other}}}","headers":{"workspaceId":"{{{Other}}}"},"message":{"userId":"x","workspaceId":"{{{Id}}}"}}""", true)]
    [InlineData($$$""" /* of HR */ {"workspaceId":"{{{Id}}}",}""", false)]
    [InlineData($$$"""{"Message":{"workspaceId":"{{{Other}}}"},"message":{"workspaceId":"{{{Id}}}"}}""", true)]
    [InlineData($$$"""{"specversion":"1.0","workspaceId":"{{{Other}}}","data":{"workspaceId":"{{{Id}}}"}}""", false)]
    [InlineData($$$"""{"data":{"workspaceId":"{{{Other}}}"},"workspaceId":"{{{Id}}}"}""", false)]
    [InlineData("\uFEFF{\"workspaceId\":\"" + Id + "\"}", false)]
    public void It_is_the_one_that_the_command_names(string body, bool isEnvelope) =>
        KeepWaiting.WorkspaceOf(Encoding.UTF8.GetBytes(body), isEnvelope).ShouldBe(Guid.Parse(Id));

    [Theory]
    [InlineData("{}", false)]
    [InlineData("[]", false)]
    [InlineData("null", false)]
    [InlineData("{\"workspaceId\":", false)]
    [InlineData("{\"workspaceId\":null}", false)]
    [InlineData("{\"workspaceId\":7}", false)]
    [InlineData("{\"workspaceId\":\"head office\"}", false)]
    [InlineData($$$"""{"WorkspaceId":"{{{Id}}}"}""", false)]
    [InlineData($$$"""{"message":{"workspaceId":"{{{Id}}}"}}""", false)]
    [InlineData($$$"""{"workspaceId":"{{{Id}}}"}""", true)]
    [InlineData($$$"""{"message":"{{{Id}}}","workspaceId":"{{{Id}}}"}""", true)]
    public void It_is_none_where_the_command_names_none(string body, bool isEnvelope) =>
        KeepWaiting.WorkspaceOf(Encoding.UTF8.GetBytes(body), isEnvelope).ShouldBeNull();
}
