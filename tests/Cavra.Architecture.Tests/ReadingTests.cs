using Cavra.Domain.Abstractions;

namespace Cavra.Architecture.Tests;

public sealed class ReadingTests
{
    private static readonly string[] BannedEndings = ["Manager", "Helper", "Util", "Utils", "Common", "Data", "Info", "Processor"];

    [Test]
    public void No_type_has_a_name_that_says_nothing()
    {
        var named = House.Inner.Append(House.Cli).SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.FullName!.StartsWith("Cavra.", StringComparison.Ordinal) && !type.Name.Contains('<', StringComparison.Ordinal))
            .Where(type => BannedEndings.Any(ending => type.Name.EndsWith(ending, StringComparison.Ordinal)))
            .Select(type => type.FullName);

        Assert.That(named, Is.Empty);
    }

    [Test]
    public void Every_refusal_has_a_code_of_its_own()
    {
        var twice = Refusals().GroupBy(refusal => refusal.Code).Where(group => group.Count() > 1).Select(group => group.Key);

        Assert.That(twice, Is.Empty);
    }

    [Test]
    public void Every_refusal_code_is_dotted_snake_case_and_says_one_sentence()
    {
        Assert.That(Refusals().Select(refusal => refusal.Code), Has.All.Match("^[a-z][a-z_]*(\\.[a-z_]+)?$"));
        Assert.That(Refusals().Select(refusal => refusal.Message), Has.All.Match("^[A-Za-z0-9].{10,}$"));
    }

    private static IEnumerable<Refusal> Refusals() => House.Inner.SelectMany(assembly => assembly.GetTypes())
        .Where(type => type.Name.EndsWith("Refusals", StringComparison.Ordinal))
        .SelectMany(type => type.GetFields().Where(field => field.FieldType == typeof(Refusal)))
        .Select(field => (Refusal)field.GetValue(null)!);
}
