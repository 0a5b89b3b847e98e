using System.Reflection;
using Cavra.Application.Evidence;
using Cavra.Application.Evidence.Log;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Evidence;

namespace Cavra.Architecture.Tests;

public sealed class FieldClassTests
{
    private static IEnumerable<TestCaseData> Answers() => House.Requests.Where(IsAnsweredOutside).Select(House.AnswerOf).Distinct()
        .Where(answer => !typeof(Cavra.Application.Messaging.IBetweenSteps).IsAssignableFrom(answer))
        .Select(answer => new TestCaseData(answer).SetArgDisplayNames(answer.Name));

    [TestCaseSource(nameof(Answers))]
    public void Every_field_that_an_answer_can_hold_is_declared_public(Type answer)
    {
        var undeclared = FieldsOf(answer, []).Where(field => FieldClasses.Of(field.Owner, field.Name) is not FieldClass.Public)
            .Select(field => $"{field.Owner}.{field.Name}").Distinct().ToList();

        Assert.That(string.Join(' ', undeclared), Is.Empty, "Declare the field's class in the domain's register of fields.");
    }

    [Test]
    public void Every_field_that_evidence_can_hold_is_declared()
    {
        var undeclared = EvidenceKind.All.SelectMany(kind => kind.Fields.Select(field => (kind.Document, field)))
            .Where(pair => FieldClasses.Of(pair.Document, pair.field) is FieldClass.Secret)
            .Select(pair => $"{pair.Document}.{pair.field}").ToList();

        Assert.That(string.Join(' ', undeclared), Is.Empty, "Declare the field's class in the domain's register of fields.");
    }

    // What only the worker can send is answered to nobody but itself.
    private static bool IsAnsweredOutside(Type request) =>
        !Equals(request.GetProperty("Permission")!.GetValue(null), Cavra.Domain.Access.Permissions.WorkerOperate);

    private static IEnumerable<(string Owner, string Name)> FieldsOf(Type type, HashSet<Type> seen)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        // A file of the log is no document with fields: what it holds are entries, whose fields are declared as they are written.
        if (typeof(System.Text.Json.Nodes.JsonNode).IsAssignableFrom(bare) || bare == typeof(MetadataItem) || bare == typeof(LogFile)
            || !seen.Add(bare))
        {
            yield break;
        }

        if (bare != typeof(string) && bare.GetInterfaces().Append(bare).FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>)) is { } list)
        {
            var items = list.GetGenericArguments()[0];
            var item = items.IsGenericType && items.GetGenericTypeDefinition() == typeof(KeyValuePair<,>) ? items.GetGenericArguments()[1] : items;
            foreach (var field in FieldsOf(item, seen))
            {
                yield return field;
            }

            yield break;
        }

        if (bare.Assembly != House.Domain && bare.Assembly != House.Application || bare.IsEnum || IsId(bare))
        {
            yield break;
        }

        foreach (var property in bare.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(IsWritten))
        {
            yield return (bare.Name, WireName.SnakeCase(property.Name));
            foreach (var field in FieldsOf(property.PropertyType, seen))
            {
                yield return field;
            }
        }
    }

    private static bool IsWritten(PropertyInfo property) =>
        property.GetIndexParameters().Length is 0 && property.GetCustomAttribute<System.Text.Json.Serialization.JsonIgnoreAttribute>() is null;

    private static bool IsId(Type type) =>
        type.IsValueType && type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IId<>));
}
