using Offboarding.Hosting;

namespace Offboarding.Worker.Tests.Infrastructure.Hosting;

public sealed class NamedStatementsTests
{
    [Fact]
    public void A_file_holds_several_statements_and_a_comment_belongs_to_the_one_above_it_stands()
    {
        Dictionary<string, string> read = Read("""
            -- name: seat-count(workspaceId)
            -- Under the workspace's lock.
            SELECT '@none' FROM seats WHERE workspace_id = @workspaceId

            -- name: ping()
            SELECT tags @> '{a}' -- @nobody

            """);
        read.Keys.Order().ShouldBe(["ping", "seat-count"]);
        read["seat-count"].ShouldBe("-- Under the workspace's lock.\nSELECT '@none' FROM seats WHERE workspace_id = @workspaceId\n");
        read["ping"].ShouldBe("SELECT tags @> '{a}' -- @nobody\n");
    }

    [Theory]
    [InlineData("-- name: a(b)\nSELECT @c", "a says that it takes (b) and takes (c)")]
    [InlineData("-- name: a()\nSELECT $1", "a says that it takes () and takes ($1)")]
    [InlineData("-- name: a()\nSELECT 1\n-- name: a()\nSELECT 2", "a statement named a is there already")]
    [InlineData("-- name: a\nSELECT 1", "is not followed by a name, its parameters in brackets and a statement")]
    [InlineData("-- name: a()", "is not followed by a name, its parameters in brackets and a statement")]
    public void What_is_wrong_with_a_file_is_said_at_the_start(string text, string says) =>
        Should.Throw<InvalidOperationException>(() => Read(text)).Message.ShouldContain(says);

    [Fact]
    public void A_name_that_is_not_there_is_said_with_the_place_where_it_belongs() =>
        Should.Throw<InvalidOperationException>(() => Worker.Infrastructure.Database.Sql.Read("no-such-thing"))
            .Message.ShouldBe("No statement is named 'no-such-thing'. Each stands in a .sql file under a line '-- name: no-such-thing(parameters)'.");

    private static Dictionary<string, string> Read(string text)
    {
        var read = new Dictionary<string, string>();
        NamedStatements.Add(read, "seats.sql", text);
        return read;
    }
}
