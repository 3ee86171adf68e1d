namespace Offboarding.Dashboard.Security.Accounts;

/// <summary><c>Offboarding.Dashboard hash-password</c>: reads a password, without showing it, and prints what the configuration takes.</summary>
internal static class HashPasswordCommand
{
    private const int LeastLength = 12;

    /// <summary>0: printed.</summary>
    public static int Run()
    {
        Console.Error.Write("Password: ");
        string password = Console.IsInputRedirected ? Console.In.ReadLine() ?? "" : Type();
        if (password.Length < LeastLength)
        {
            Console.Error.WriteLine($"A password has at least {LeastLength} characters.");
            return 1;
        }

        Console.WriteLine(PasswordCheck.Hash(password));
        return 0;
    }

    private static string Type()
    {
        List<char> typed = [];
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key == ConsoleKey.Backspace)
            {
                typed = typed[..Math.Max(0, typed.Count - 1)];
            }
            else
            {
                typed.Add(key.KeyChar);
            }
        }

        Console.Error.WriteLine();
        return new string([.. typed]);
    }
}
