using Offboarding.Contracts;

namespace Offboarding.Worker.Cases;

/// <summary>The last day a request says, in one piece.</summary>
internal static class LastDayOfRequest
{
    public static LastDay SaidLastDay(this DeactivateUserRequested request) => new(request.LastDay, request.LastDate, request.TimeZone);

    public static LastDay SaidLastDay(this DeleteUserRequested request) => new(request.LastDay, request.LastDate, request.TimeZone);
}
