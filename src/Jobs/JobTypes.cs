namespace Offboarding.Jobs;

/// <summary>
/// The names of types in Hangfire's storage. They are pinned, so that a job survives a new namespace or version, and the list is
/// closed: whoever can write to the storage cannot have another method run.
/// </summary>
public static class JobTypes
{
    private static readonly Dictionary<string, Type> Known = new(StringComparer.Ordinal)
    {
        ["offboarding.attempt"] = typeof(IStepAttemptJob),
        ["offboarding.date"] = typeof(IDateJob),
        ["offboarding.maintenance"] = typeof(IMaintenanceJob),
        ["guid"] = typeof(Guid),
        ["string"] = typeof(string),
        ["int"] = typeof(int),
        ["long"] = typeof(long),
        ["cancellation-token"] = typeof(CancellationToken),
    };

    private static readonly Dictionary<Type, string> Names = Known.ToDictionary(static pair => pair.Value, static pair => pair.Key);

    /// <summary>The name of a type. One that is not on the list gets its own name, which nobody can resolve: it is for reading only.</summary>
    public static string NameOf(Type type) => Names.GetValueOrDefault(type) ?? type.FullName ?? type.Name;

    /// <summary>The type of a name.</summary>
    /// <exception cref="TypeLoadException">It is not on the list.</exception>
    public static Type Resolve(string name) =>
        Known.GetValueOrDefault(name) ?? throw new TypeLoadException($"'{name}' is no type of a job of this program.");
}
