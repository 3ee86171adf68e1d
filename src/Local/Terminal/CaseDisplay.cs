using System.Collections.Concurrent;
using Offboarding.Local.Demo;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Offboarding.Local.Terminal;

/// <summary>Shows a case while it happens: a bar for each step in a terminal, a line for each change elsewhere.</summary>
internal sealed class CaseDisplay(LocalTerminal terminal)
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromMilliseconds(500);

    /// <summary>Follows to the end.</summary>
    /// <returns>How the case stood then.</returns>
    public Task<CaseSnapshot> ShowAsync(IAsyncEnumerable<CaseSnapshot> snapshots, CancellationToken cancellationToken) =>
        terminal.Live ? ShowBarsAsync(snapshots, cancellationToken) : ShowLinesAsync(snapshots, cancellationToken);

    private async Task<CaseSnapshot> ShowBarsAsync(IAsyncEnumerable<CaseSnapshot> snapshots, CancellationToken cancellationToken)
    {
        CaseSnapshot? last = null;
        var bars = new Dictionary<string, ProgressTask>(StringComparer.Ordinal);
        var items = new ItemsColumn();
        await terminal.Console.Progress()
            .HideCompleted(false)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), items)
            .StartAsync(async context =>
            {
                await foreach (CaseSnapshot now in snapshots.WithCancellation(cancellationToken))
                {
                    last = now;
                    foreach (StepSnapshot step in now.Steps)
                    {
                        if (!bars.TryGetValue(step.Name, out ProgressTask? bar))
                            bars[step.Name] = bar = context.AddTask(step.Name);
                        Update(bar, step);
                        items.Set(bar, step.Status is "running" or "done" ? Amount(step) : $"{Amount(step)} {step.Status}");
                    }
                }
            });
        return last!;
    }

    private async Task<CaseSnapshot> ShowLinesAsync(IAsyncEnumerable<CaseSnapshot> snapshots, CancellationToken cancellationToken)
    {
        CaseSnapshot? last = null;
        long lastLines = 0;
        await foreach (CaseSnapshot now in snapshots.WithCancellation(cancellationToken))
        {
            bool milestone = last?.State != now.State || now.Steps.Any(step => last!.Steps.All(was => was.Name != step.Name || was.Status != step.Status));
            if (last?.State != now.State)
                terminal.Say($"case {now.State}");
            if (milestone || TimeProvider.System.GetElapsedTime(lastLines) > BetweenLines)
            {
                foreach (StepSnapshot step in now.Steps.Where(step => last?.Steps.Contains(step) != true && step.Status != "waiting"))
                    terminal.Say($"  {step.Name}: {step.Status}, {Amount(step)}{Error(step)}");
                lastLines = TimeProvider.System.GetTimestamp();
            }
            last = now;
        }
        return last!;
    }

    private static void Update(ProgressTask bar, StepSnapshot step)
    {
        long total = Math.Max(step.Total ?? step.Done, step.Done);
        bar.IsIndeterminate = step.Total is null && !step.IsOver;
        bar.MaxValue = Math.Max(total, 1);
        bar.Value = step.IsOver ? bar.MaxValue : Math.Min(step.Done, bar.MaxValue - 0.001);
    }

    private static string Amount(StepSnapshot step) =>
        step.Total is null ? $"{step.Done:N0}" : $"{step.Done:N0} of {Math.Max(step.Total.Value, step.Done):N0}";

    private static string Error(StepSnapshot step) =>
        step.LastError is null || step.Status is not ("retrying" or "failed") ? "" : $" (attempt {step.Attempts}: {step.LastError})";
}

/// <summary>"4,000 of 20,000" beside a bar.</summary>
internal sealed class ItemsColumn : ProgressColumn
{
    private readonly ConcurrentDictionary<int, string> _texts = new();

    public void Set(ProgressTask task, string text) => _texts[task.Id] = text;

    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
        new Text(_texts.GetValueOrDefault(task.Id, ""));
}
