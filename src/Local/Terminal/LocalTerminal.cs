using Spectre.Console;

namespace Offboarding.Local.Terminal;

/// <summary>What people see. Colours and bars in a terminal, plain lines when the output goes to a file or a pipe.</summary>
internal sealed class LocalTerminal(IAnsiConsole console, IAnsiConsole errors, bool live)
{
    /// <summary>A file has no width: a message stays on its line.</summary>
    private const int WidthOfALine = 10_000;

    /// <summary>Whether bars can be redrawn in place.</summary>
    public bool Live => live;

    public IAnsiConsole Console => console;

    /// <summary>Looks at this process's output.</summary>
    public static LocalTerminal ForThisProcess()
    {
        IAnsiConsole output = Open(System.Console.Out, System.Console.IsOutputRedirected);
        IAnsiConsole errors = Open(System.Console.Error, System.Console.IsErrorRedirected);
        return new LocalTerminal(output, errors, !System.Console.IsOutputRedirected && output.Profile.Capabilities.Ansi);
    }

    /// <summary>One line; text is shown as it is.</summary>
    public void Say(string text) => console.MarkupLineInterpolated($"{text}");

    /// <summary>One line of how the start goes on.</summary>
    public void Note(string text) => console.MarkupLineInterpolated($"[grey]{text}[/]");

    /// <summary>Good news.</summary>
    public void Done(string text) => console.MarkupLineInterpolated($"[green]{text}[/]");

    /// <summary>A line that must not be wrapped, such as a link that people copy.</summary>
    public void SayUnbroken(string text)
    {
        console.Profile.Out.Writer.WriteLine(text);
        console.Profile.Out.Writer.Flush();
    }

    /// <summary>One line that says what is wrong and what would help.</summary>
    public void Problem(string text) => errors.MarkupLineInterpolated($"[red]error:[/] {text}");

    private static IAnsiConsole Open(TextWriter writer, bool redirected)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = redirected ? AnsiSupport.No : AnsiSupport.Detect,
            Interactive = redirected ? InteractionSupport.No : InteractionSupport.Detect,
        });
        if (redirected)
            console.Profile.Width = WidthOfALine;
        return console;
    }
}
