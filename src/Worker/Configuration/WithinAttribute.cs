using System.ComponentModel;
using System.Globalization;

namespace Offboarding.Worker.Configuration;

/// <summary>The least and the most a setting may be; numbers or times, written as in the configuration.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class WithinAttribute(string least, string most) : Attribute
{
    /// <summary>The least, as written.</summary>
    public string Least => least;

    /// <summary>The most, as written.</summary>
    public string Most => most;

    public bool Contains(object? value) =>
        value is IComparable comparable && comparable.CompareTo(Parse(least, value)) >= 0 && comparable.CompareTo(Parse(most, value)) <= 0;

    public override string ToString() => $"{least} to {most}";

    private static object? Parse(string text, object like) =>
        TypeDescriptor.GetConverter(like.GetType()).ConvertFromString(null, CultureInfo.InvariantCulture, text);
}
