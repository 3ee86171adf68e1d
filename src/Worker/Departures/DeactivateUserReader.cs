using Offboarding.Contracts;
using Offboarding.Worker.Cases;
using Offboarding.Worker.Handover;
using Offboarding.Worker.Intake;
using Offboarding.Worker.Returns;

namespace Offboarding.Worker.Departures;

/// <summary>Makes a <see cref="DeactivateUserRequested"/> of foreign JSON.</summary>
internal static class DeactivateUserReader
{
    public static DeactivateUserRequested Read(FieldReader json)
    {
        (LastDay lastDay, ReturnDay back) = ReturnDayReader.ReadWithLastDay(json);
        bool giveBackWork = json.Flag("giveBackWork");
        if (giveBackWork && !json.Has("returnDay") && !json.Has("returnDate"))
        {
            json.Wrong("giveBackWork", "is used with returnDay or returnDate only");
        }

        return new DeactivateUserRequested
        {
            RequestId = json.Id("requestId"),
            WorkspaceId = json.Id("workspaceId"),
            UserId = json.Id("userId"),
            RequestedBy = json.Id("requestedBy"),
            Reason = json.OneOf<DeactivationReason>("reason", required: true, ReasonHints.ForDeactivation),
            LastDay = lastDay.Instant,
            LastDate = lastDay.Date,
            TimeZone = lastDay.Zone,
            ReturnDay = back.Instant,
            ReturnDate = back.Date,
            GiveBackWork = giveBackWork,
            Handover = HandoverPlanReader.Read(json.Object("handover")),
            NextOwner = json.OptionalId("nextOwner"),
            LowerSeatLimit = json.Flag("lowerSeatLimit"),
            DryRun = json.Flag("dryRun"),
        };
    }
}
