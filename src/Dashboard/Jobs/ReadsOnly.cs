using Hangfire.Dashboard;

namespace Offboarding.Dashboard.Jobs;

/// <summary>
/// Lets nothing reach Hangfire but requests that read: its buttons are taken by <see cref="JobButtonEndpoints"/>, and some of its commands do not look
/// at the method of a request.
/// </summary>
internal sealed class ReadsOnly : IDashboardAuthorizationFilter
{
    private const string Statistics = "/stats";

    public bool Authorize(DashboardContext context)
    {
        HttpRequest request = context.GetHttpContext().Request;
        return HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) ? !request.HasFormContentType : HttpMethods.IsPost(request.Method) && request.Path == Statistics;
    }
}
