using System.Text.Json;
using Offboarding.Contracts;

namespace Offboarding.Worker.Infrastructure.Telemetry;

/// <summary>Which events are counted, and as what. An event is written once for what happened, so it is the place to count.</summary>
internal static class Outcomes
{
    private static readonly string Deactivate = MessageNames.Of<DeactivateUserRequested>();

    public static void Count(object message)
    {
        if (!Measures.AreOn)
        {
            return;
        }

        switch (message)
        {
            case OffboardingScheduled:
                Measures.Departed("scheduled");
                break;
            case OffboardingHeld:
                Measures.Departed("held");
                break;
            case OffboardingStarted:
                Measures.Departed("started");
                break;
            case OffboardingCompleted:
                Measures.Departed("completed");
                break;
            case OffboardingCancelled:
                Measures.Departed("cancelled");
                break;
            case OffboardingRefused refused:
                Measures.Refused(JsonNamingPolicy.KebabCaseLower.ConvertName(refused.Code.ToString()), refused.MessageName);
                if (refused.MessageName == Deactivate)
                {
                    Measures.Departed("refused");
                }

                break;
        }
    }
}
