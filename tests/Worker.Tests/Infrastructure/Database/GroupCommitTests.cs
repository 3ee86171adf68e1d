using System.Net.Sockets;
using Offboarding.Worker.Infrastructure.Database;

namespace Offboarding.Worker.Tests.Infrastructure.Database;

public sealed class GroupCommitTests
{
    private readonly List<string> _groups = [];
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task What_comes_while_a_row_is_written_is_the_next_group_in_its_order()
    {
        var commit = new GroupCommit<string>(WriteAsync, row => row.Length);
        Task<IReadOnlyList<string>> alone = commit.AddAsync("a");
        await _begun.Task;
        Task<IReadOnlyList<string>>[] others = [commit.AddAsync("b"), commit.AddAsync("c"), commit.AddAsync("d")];
        others.ShouldAllBe(other => !other.IsCompleted);
        _first.SetResult();

        (await alone).ShouldBe(["a"]);
        foreach (Task<IReadOnlyList<string>> other in others)
        {
            (await other).ShouldBe(["b", "c", "d"]);
        }

        (await commit.AddAsync("e")).ShouldBe(["e"]);
        _groups.ShouldBe(["a", "b c d", "e"]);
    }

    [Fact]
    public async Task A_row_that_cannot_be_written_keeps_none_of_the_others_from_being_written()
    {
        var commit = new GroupCommit<string>(WriteAsync, row => row.Length);
        Task alone = commit.AddAsync("a");
        await _begun.Task;
        Task[] others = [commit.AddAsync("b"), commit.AddAsync("bad"), commit.AddAsync("d")];
        _first.SetResult();

        await alone;
        await others[0];
        (await Should.ThrowAsync<InvalidOperationException>(others[1])).Message.ShouldBe("bad");
        await others[2];
        _groups.ShouldBe(["a", "b", "d"]);
    }

    [Fact]
    public async Task While_the_database_is_away_the_group_is_not_tried_row_by_row_and_can_be_added_again()
    {
        int tries = 0;
        var commit = new GroupCommit<string>(
            async rows =>
            {
                _begun.TrySetResult();
                await _first.Task;
                tries++;
                if (tries == 2)
                {
                    throw new SocketException();
                }
            },
            row => row.Length);
        Task alone = commit.AddAsync("a");
        await _begun.Task;
        Task[] others = [commit.AddAsync("b"), commit.AddAsync("c")];
        _first.SetResult();

        await alone;
        foreach (Task other in others)
        {
            await Should.ThrowAsync<SocketException>(other);
        }

        tries.ShouldBe(2);
        await commit.AddAsync("b");
        tries.ShouldBe(3);
    }

    [Fact]
    public async Task A_group_is_not_larger_than_a_statement_should_be_and_one_large_row_is_a_group()
    {
        string large = new('x', 5 * 1024 * 1024);
        var commit = new GroupCommit<string>(WriteAsync, row => row.Length);
        Task<IReadOnlyList<string>>[] all = [commit.AddAsync("a")];
        await _begun.Task;
        all = [.. all, commit.AddAsync("b"), commit.AddAsync(large), .. Enumerable.Range(0, 600).Select(_ => commit.AddAsync("c"))];
        _first.SetResult();

        await Task.WhenAll(all);
        _groups.Select(group => group.Split(' ').Length).ShouldBe([1, 1, 1, 500, 100]);
    }

    private async Task WriteAsync(IReadOnlyList<string> rows)
    {
        _begun.TrySetResult();
        await _first.Task;
        if (rows.Contains("bad"))
        {
            throw new InvalidOperationException("bad");
        }

        _groups.Add(string.Join(' ', rows));
    }
}
