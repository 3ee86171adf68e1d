namespace Offboarding.Local;

/// <summary>A situation we know. It is told in one line that says what would help, without a stack trace.</summary>
internal sealed class LocalProblem(string message, Exception? inner = null) : Exception(message, inner);
