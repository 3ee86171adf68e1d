using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace Offboarding.Hosting;

/// <summary>The least and the most a setting may be; numbers or times, written as in the configuration. One that is not set is never wrong.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class WithinAttribute(string least, string most) : ValidationAttribute
{
    /// <summary>The least, as written.</summary>
    public string Least => least;

    /// <summary>The most, as written.</summary>
    public string Most => most;

    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) =>
        value is null || (value is IComparable comparable && comparable.CompareTo(Parse(least, value)) >= 0 && comparable.CompareTo(Parse(most, value)) <= 0)
            ? ValidationResult.Success
            : new ValidationResult($"is {value}; {least} to {most} is expected", [validationContext.MemberName!]);

    private static object? Parse(string text, object like) =>
        TypeDescriptor.GetConverter(like.GetType()).ConvertFromString(null, CultureInfo.InvariantCulture, text);
}
