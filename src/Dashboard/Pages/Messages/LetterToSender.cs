using System.Globalization;
using System.Text;
using Offboarding.Contracts;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Pages.Preview;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Messages;

/// <summary>What to tell whoever sent a message that was not carried out: what it was, what is wrong, what to do. Plain text, to be copied.</summary>
internal static class LetterToSender
{
    /// <summary>The text, without a word about our queues.</summary>
    public static string Of(MessageDetails details)
    {
        MessageRow row = details.Row;
        var text = new StringBuilder();
        bool isRefused = row.Kind == "refused";
        text.Append(isRefused ? "Your request was refused; nothing was changed.\n\n" : "Your message was not carried out.\n\n");
        Line("Message", $"{row.MessageName}, received {row.At.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC");
        Line("Request id", row.RequestId?.ToString());
        Line("Workspace", details.Workspace is null ? row.WorkspaceId?.ToString() : $"{details.Workspace} ({row.WorkspaceId})");
        Line("About", row.UserId is { } user ? Named(details.People.FirstOrDefault(person => person.Id == user), user) : null);
        Line("What was wrong", isRefused ? Names(row.Text, details) : Trouble(row));
        foreach (FieldError error in MessageBody.Errors(row.Errors))
        {
            text.Append(CultureInfo.InvariantCulture, $"  - {(error.Path.Length == 0 ? "the message" : error.Path)}: {Names(error.Problem, details)}\n");
        }

        Line("What to do", isRefused ? WhatToDo(row, details) : Remedy(row));
        text.Append(CultureInfo.InvariantCulture, $"\nPlease quote {row.Id} if you ask about it.");
        return text.ToString();

        void Line(string name, string? value)
        {
            if (!string.IsNullOrWhiteSpace(value))
            {
                text.Append(CultureInfo.InvariantCulture, $"{name}: {value}\n");
            }
        }
    }

    // After a mistake in a field the request id is free; any other refusal is the answer to it from then on.
    private static string WhatToDo(MessageRow row, MessageDetails details) =>
        row.Reason == "invalid-request" ? Names(row.Help ?? "", details) : $"{Names(row.Help ?? "", details)} Then send it as a new request, with a requestId of its own.";

    private static string Trouble(MessageRow row) => row.Reason switch
    {
        "unreadable" => $"It could not be read. {row.Text}",
        "not-understood" => $"It is of a kind that is not known here. {row.Text}",
        "failed" => "It could be read, but not carried out because of a fault on our side.",
        "not-delivered" => "It could not be delivered because of a fault on our side.",
        _ => row.Text,
    };

    private static string Remedy(MessageRow row) => row.Reason switch
    {
        "failed" or "not-delivered" => "Nothing. We send it again once the fault is fixed.",
        "not-understood" => $"Send the request as plain JSON (content type application/json) to the exchange of its command, here {row.MessageName}.",
        _ => "Send it again as JSON in UTF-8 (content type application/json), with the fields of the request at the top.",
    };

    private static string Names(string text, MessageDetails details) =>
        PreviewNames.In(text, details.People.Select(static person => (person.Id, $"{person.Name} ({person.Id})")));

    private static string Named(Person? person, Guid id) => person is null ? id.ToString() : $"{person.Name} ({id}), {Words.Sentence(person.Status).ToLowerInvariant()}";
}
