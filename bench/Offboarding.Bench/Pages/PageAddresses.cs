namespace Offboarding.Bench.Pages;

/// <summary>What somebody in operations opens. Names are those that <c>many-cases.sql</c> makes.</summary>
internal static class PageAddresses
{
    /// <summary>What the pages of one thing are opened for.</summary>
    public sealed record Sample(Guid Finished, Guid Failed, Guid Workspace, Guid User, Guid Request, Guid Approval, Guid List, long Contact, Guid Message);

    public static IEnumerable<(string Name, string Address)> Over(int finished, Sample sample)
    {
        (Guid old, Guid failed) = (sample.Finished, sample.Failed);
        yield return ("now", "/");
        yield return ("now, of a day", "/?window=1d");
        yield return ("leavers", "/leavers");
        yield return ("leavers who need attention", "/leavers?state=needs-attention");
        yield return ("leavers who are finished", "/leavers?state=completed");
        yield return ("leavers whose case was refused or cancelled", "/leavers?state=ended");
        yield return ("leavers at a step", "/leavers?step=reassign-conversations");
        yield return ("leavers of a workspace", "/leavers?workspace=Workspace%207");
        yield return ("leavers with a reason and a date", "/leavers?reason=long-leave&from=2026-01-01&to=2026-03-01");
        yield return ("leavers by name", "/leavers?sort=name");
        yield return ("leavers by lockout", "/leavers?sort=lockout");
        yield return ("leavers by last day", "/leavers?sort=last-day");
        yield return ("leavers by end", "/leavers?sort=finished");
        yield return ("leavers by what is left over", "/leavers?sort=left-over");
        yield return ("leavers by failed attempts", "/leavers?sort=attempts");
        yield return ("leavers of a workspace by what is left over", "/leavers?workspace=Workspace%207&sort=left-over");
        yield return ("a page far back", $"/leavers?before={After(old)}");
        yield return ("a page far back by lockout", $"/leavers?sort=lockout&before={After(old)}");
        yield return ("search: a first name (40,000 people)", "/leavers?q=marta");
        yield return ("search: one letter", "/leavers?q=m");
        yield return ("search: an address", $"/leavers?q=person{finished / 3}%40");
        yield return ("search: nobody", "/leavers?q=nobodyatall");
        yield return ("search: an id", $"/leavers?q={old}");
        yield return ("a finished case", $"/cases/{old}");
        yield return ("a failed case", $"/cases/{failed}");
        yield return ("the report of a case", $"/cases/{old}/report");
        yield return ("failures", "/failures");
        yield return ("a group of failures", "/failures/group?step=reassign-conversations&kind=Npgsql.PostgresException%2040P01");
        yield return ("operations", "/operations");
        yield return ("audit", "/audit");
        yield return ("audit of an action", "/audit?action=step-completed");
        yield return ("workers", "/workers");
        yield return ("messages", "/messages");
        yield return ("previews", "/previews");
        yield return ("scheduled", "/scheduled");
        yield return ("seats", "/seats");
        yield return ("who leaves", "/new?q=marta");
        yield return ("evidence of a person", "/evidence?person=Colleague%202");
        yield return ("approvals", "/approvals");
        yield return ("a mass change that waits", $"/approvals/{sample.Approval}");
        yield return ("lists", "/lists");
        yield return ("a list", $"/lists/{sample.Workspace}/{sample.List}");
        yield return ("workspaces with their people", "/people");
        yield return ("people of a workspace", $"/people/{sample.Workspace}");
        yield return ("people of a workspace by name", $"/people/{sample.Workspace}?q=marta");
        yield return ("a person", $"/people/{sample.Workspace}/{sample.User}");
        yield return ("somebody's work", $"/people/{sample.Workspace}/{sample.User}/work");
        yield return ("contacts of a workspace", $"/contacts/{sample.Workspace}");
        yield return ("archived contacts", $"/contacts/{sample.Workspace}?archived=true");
        yield return ("a contact", $"/contacts/{sample.Workspace}/{sample.Contact}");
        yield return ("legal holds", "/holds");
        yield return ("work left behind", "/left-behind");
        yield return ("seats of a workspace", $"/seats/{sample.Workspace}");
        yield return ("a message", $"/messages/{sample.Message}");
        yield return ("a message to be edited", $"/messages/{sample.Message}/edit");
        yield return ("messages that could not be read", "/messages?kind=not-read");
        yield return ("search everything: a name", "/search?q=marta");
        yield return ("search everything: the beginning of an id", $"/search?q={old.ToString()[..8]}");
        yield return ("search everything: a number", $"/search?q={(finished / 2 * 10L) + 1}");
        yield return ("search everything: nothing", "/search?q=nobodyatall");
        yield return ("overview of a workspace", $"/workspaces/{sample.Workspace}");
        yield return ("overview of a workspace, of a year", $"/workspaces/{sample.Workspace}?from={DateTime.UtcNow.AddDays(-360):yyyy-MM-dd}");
        yield return ("trends of twelve weeks", "/trends");
        yield return ("trends of a year", $"/trends?from={DateTime.UtcNow.AddDays(-360):yyyy-MM-dd}");
        yield return ("changing the plan of a case", $"/cases/{failed}/plan");
        yield return ("a new departure", $"/new/{sample.Workspace}/{sample.User}");
        yield return ("retrying", "/failures?state=retrying");
        yield return ("evidence of an item", $"/evidence?kind=conversations&item={(finished / 2 * 10L) + 1}");
    }

    /// <summary>A cursor as the list writes it: the page after this case, whatever it is sorted by.</summary>
    private static string After(Guid id) => $"{DateTime.UtcNow.Ticks:x}-{id:N}";
}
