using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using System.Text;

namespace Offboarding.Dashboard.Privacy;

/// <summary>
/// Rows as somebody may see them. What is read is hidden before it reaches a page, a stream or a file, so that a title or a label made
/// of it is hidden too: <c>frame.Shown(await cases.ReadAsync(id))</c>.
/// </summary>
public static class PersonalData
{
    private static readonly ConcurrentDictionary<Type, Shape> Shapes = new();
    private static readonly MethodInfo CloneMethod =
        typeof(object).GetMethod("MemberwiseClone", BindingFlags.Instance | BindingFlags.NonPublic)!;

    /// <summary>The same, or a copy in which every property marked with <see cref="PersonalDataAttribute"/> is hidden.</summary>
    /// <param name="value">A row, a record of rows, a list of them, or nothing.</param>
    /// <param name="allowed">Whether whoever asks has <see cref="Security.Permission.ViewPersonalData"/>.</param>
    public static T Shown<T>(T value, bool allowed) => allowed || value is null ? value : (T)Hide(value);

    private static object Hide(object value)
    {
        if (value is IList rows)
        {
            // What pages take are read-only lists, and an array is one of every kind.
            Type element = value.GetType().IsArray ? value.GetType().GetElementType()! : value.GetType().GetGenericArguments()[0];
            var hidden = Array.CreateInstance(element, rows.Count);
            for (int i = 0; i < rows.Count; i++)
            {
                hidden.SetValue(rows[i] is { } row ? Hide(row) : null, i);
            }

            return hidden;
        }

        Shape shape = Shapes.GetOrAdd(value.GetType(), static type => Shape.Of(type));
        if (shape.IsPlain)
        {
            return value;
        }

        object copy = CloneMethod.Invoke(value, null)!;
        foreach ((FieldInfo field, Personal? kind) in shape.Fields)
        {
            if (field.GetValue(copy) is { } content)
            {
                field.SetValue(copy, kind is { } personal ? HideValue(content, personal) : Hide(content));
            }
        }

        return copy;
    }

    private static object HideValue(object content, Personal kind) => content switch
    {
        byte[] bytes => Encoding.UTF8.GetBytes(Mask.Body(Encoding.UTF8.GetString(bytes))),
        string text => kind switch
        {
            Personal.Name => Mask.Name(text),
            Personal.Email => Mask.Email(text),
            Personal.Actor => Mask.Actor(text),
            Personal.Text => Mask.Text(text),
            Personal.Comment => Mask.Hidden,
            Personal.Body => Mask.Body(text),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
        },
        _ => throw new InvalidOperationException($"{content.GetType()} is no text: only text can be marked as personal."),
    };

    private sealed record Shape(IReadOnlyList<(FieldInfo Field, Personal? Kind)> Fields)
    {
        public bool IsPlain => Fields.Count == 0;

        /// <summary>Fields that are marked, and those that hold rows which may be.</summary>
        public static Shape Of(Type type)
        {
            if (type.Namespace?.StartsWith("Offboarding.Dashboard", StringComparison.Ordinal) != true || type.IsEnum)
            {
                return new Shape([]);
            }

            return new Shape(
            [
                .. from property in type.GetProperties(BindingFlags.Instance | BindingFlags.Public)
                   let field = type.GetField($"<{property.Name}>k__BackingField", BindingFlags.Instance | BindingFlags.NonPublic)
                   where field is not null
                   let mark = property.GetCustomAttribute<PersonalDataAttribute>()
                   where mark is not null || HoldsRows(field.FieldType)
                   select (field, mark?.Kind),
            ]);
        }

        private static bool HoldsRows(Type type) =>
            type is { IsPrimitive: false, IsValueType: false } && type != typeof(string) && type != typeof(byte[])
            && (typeof(IEnumerable).IsAssignableFrom(type) || type.Namespace?.StartsWith("Offboarding.Dashboard", StringComparison.Ordinal) == true);
    }
}

/// <summary>
/// Marks what is hidden from whoever lacks <see cref="Security.Permission.ViewPersonalData"/>. A test reads every page as a viewer and
/// fails if a name or an address of the seed is on it, so a property that lacks this mark is found.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PersonalDataAttribute(Personal kind) : Attribute
{
    /// <summary>How it is hidden.</summary>
    public Personal Kind { get; } = kind;
}
