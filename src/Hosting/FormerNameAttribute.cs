using System.Reflection;

namespace Offboarding.Hosting;

/// <summary>The name that a setting had in an earlier version. It is still read, and the log says at the start that it is to be renamed.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FormerNameAttribute(string name) : Attribute
{
    /// <summary>The former name, without its section.</summary>
    public string Name => name;

    /// <summary>The settings of a type that were renamed: former name to the name of today.</summary>
    internal static Dictionary<string, string> Of(Type type) => type.GetProperties()
        .Where(static property => property.GetCustomAttribute<FormerNameAttribute>() is not null)
        .ToDictionary(static property => property.GetCustomAttribute<FormerNameAttribute>()!.Name, static property => property.Name, StringComparer.OrdinalIgnoreCase);
}
