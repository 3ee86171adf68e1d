using System.Collections.Concurrent;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Offboarding.Local.Terminal;

/// <summary>"4,000 of 20,000" beside a bar.</summary>
internal sealed class ItemsColumn : ProgressColumn
{
    private readonly ConcurrentDictionary<int, string> _texts = new();

    public void Set(ProgressTask task, string text) => _texts[task.Id] = text;

    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
        new Text(_texts.GetValueOrDefault(task.Id, ""));
}
