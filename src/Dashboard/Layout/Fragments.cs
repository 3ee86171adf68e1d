using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Offboarding.Dashboard.Layout;

/// <summary>Renders a component to HTML outside a request.</summary>
public sealed class Fragments(IServiceProvider services, ILoggerFactory loggers)
{
    /// <summary>Renders it once.</summary>
    public async Task<string> RenderAsync<TComponent>(Dictionary<string, object?> parameters)
        where TComponent : IComponent
    {
        await using var renderer = new HtmlRenderer(services, loggers);
        return await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<TComponent>(ParameterView.FromDictionary(parameters))).ToHtmlString());
    }
}
