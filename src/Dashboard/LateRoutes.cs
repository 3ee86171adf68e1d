using Microsoft.AspNetCore.Routing.Patterns;

namespace Offboarding.Dashboard;

/// <summary>
/// A group of routes whose handlers are bound to a request when the first one comes. ASP.NET Core compiles two methods for each route with a filter, and does so
/// twice as the process starts (for authorization, and to find the route of a request): 480 methods, of which a process may need ten.
/// </summary>
/// <param name="group">Its filters and what else it has apply as they would to routes of its own.</param>
internal sealed class LateRoutes(RouteGroupBuilder group)
{
    /// <summary>Adds a route that reads.</summary>
    public RouteHandlerBuilder MapGet(string pattern, Delegate handler) => Map(HttpMethods.Get, pattern, handler);

    /// <summary>Adds a route that acts.</summary>
    public RouteHandlerBuilder MapPost(string pattern, Delegate handler) => Map(HttpMethods.Post, pattern, handler);

    private RouteHandlerBuilder Map(string method, string pattern, Delegate handler)
    {
        IEndpointConventionBuilder route = group.MapMethods(pattern, [method], static _ => throw new InvalidOperationException("The handler of this route was never bound."));
        route.Add(endpoint =>
        {
            RoutePattern full = ((RouteEndpointBuilder)endpoint).RoutePattern;
            var bound = new RouteEndpointBuilder(requestDelegate: null, full, order: 0) { ApplicationServices = ((IEndpointRouteBuilder)group).ServiceProvider };
            foreach (Func<EndpointFilterFactoryContext, EndpointFilterDelegate, EndpointFilterDelegate> filter in endpoint.FilterFactories)
            {
                bound.FilterFactories.Add(filter);
            }

            // Left there, they would be compiled now, around the method that only throws.
            endpoint.FilterFactories.Clear();
            var options = new RequestDelegateFactoryOptions
            {
                ServiceProvider = bound.ApplicationServices,
                EndpointBuilder = bound,
                RouteParameterNames = [.. full.Parameters.Select(static parameter => parameter.Name)],
                DisableInferBodyFromParameters = method == HttpMethods.Get,
            };
            var first = new Lazy<RequestDelegate>(() => RequestDelegateFactory.Create(handler, options).RequestDelegate);
            endpoint.RequestDelegate = context => first.Value(context);
        });
        return new RouteHandlerBuilder([route]);
    }
}
