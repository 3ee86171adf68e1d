using Offboarding.Contracts;
using Offboarding.Worker.Infrastructure;
using Offboarding.Worker.Intake;

namespace Offboarding.Worker.Seats;

/// <summary>Says whether the limit may be changed: a pure function. Null is yes.</summary>
public static class SeatLimitRules
{
    public static Refusal? Check(ChangeSeatLimitRequested request, Asker asker, SeatCount seats) =>
        asker.CheckAdmin($"change the seat limit of workspace {request.WorkspaceId} to {request.SeatLimit}")
        ?? (request.SeatLimit < seats.InUse
            ? new Refusal(RefusalCode.NoFreeSeat,
                $"The seat limit of workspace {request.WorkspaceId} cannot be {request.SeatLimit}: {Say.Count(seats.InUse, "seat is", "seats are")} in use.",
                $"Deactivate {Say.Count(seats.InUse - request.SeatLimit, "user")} first, or ask for {seats.InUse} or more.")
            : null);
}
