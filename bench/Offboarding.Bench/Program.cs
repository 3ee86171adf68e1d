using Offboarding.Bench;
using Spectre.Console;

IAnsiConsole console = AnsiConsole.Console;
if (Console.IsOutputRedirected)
{
    // A file has no colours, and its lines are not folded at 80 columns.
    console.Profile.Capabilities.ColorSystem = ColorSystem.NoColors;
    console.Profile.Capabilities.Ansi = false;
    console.Profile.Width = 160;
}

return await new BenchCommand(console).Create().Parse(args).InvokeAsync();
