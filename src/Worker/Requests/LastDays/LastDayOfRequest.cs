using Offboarding.Contracts;
using Offboarding.Worker.Requests.Returns;

namespace Offboarding.Worker.Requests.LastDays;

/// <summary>The days a request says, each in one piece.</summary>
internal static class LastDayOfRequest
{
    public static ReturnDay SaidReturn(this DeactivateUserRequested request) => new(request.ReturnDay, request.ReturnDate, request.TimeZone);

    public static LastDay SaidLastDay(this DeactivateUserRequested request) => new(request.LastDay, request.LastDate, request.TimeZone);

    public static LastDay SaidLastDay(this DeleteUserRequested request) => new(request.LastDay, request.LastDate, request.TimeZone);
}
