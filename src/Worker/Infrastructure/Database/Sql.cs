using System.Reflection;
using Npgsql;
using NpgsqlTypes;
using Offboarding.Hosting;

namespace Offboarding.Worker.Infrastructure.Database;

/// <summary>The statements of the worker by name (<see cref="NamedStatements"/>), and the files that are run as a whole.</summary>
public static class Sql
{
    /// <summary>All statements; reading them checks names and parameters.</summary>
    public static NamedStatements All { get; } = NamedStatements.Of(Assembly.GetExecutingAssembly());

    /// <summary>The text of a statement.</summary>
    /// <param name="name">For example <c>reassign-conversations</c>.</param>
    public static string Read(string name) => All[name];

    /// <summary>A file: a migration, or the views of the dashboard.</summary>
    /// <param name="fileName">For example <c>0002_offboarding.sql</c>.</param>
    public static string File(string fileName) => EmbeddedFile.Read(Assembly.GetExecutingAssembly(), fileName);

    /// <summary>A parameter of a statement; null is NULL.</summary>
    internal static NpgsqlParameter Parameter(string name, NpgsqlDbType type, object? value) => new(name, type) { Value = value ?? DBNull.Value };
}
