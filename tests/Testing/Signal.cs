namespace Offboarding.Testing;

/// <summary>The numbers are the same on Linux and macOS.</summary>
internal enum Signal
{
    Interrupt = 2,
    Quit = 3,
    Kill = 9,
    Terminate = 15,
}
