using System.Diagnostics;

namespace Offboarding.Worker.Infrastructure.DeadLetters;

/// <summary>The words of the database's check constraint.</summary>
internal static class ParkingReasonText
{
    public static string ToText(this ParkingReason reason) => reason switch
    {
        ParkingReason.Unreadable => "unreadable",
        ParkingReason.NotUnderstood => "not-understood",
        ParkingReason.Failed => "failed",
        ParkingReason.NotDelivered => "not-delivered",
        _ => throw new UnreachableException(),
    };
}
