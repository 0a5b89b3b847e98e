using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cavra.Domain.Evidence;

namespace Cavra.Domain.Tests.Evidence;

public sealed class CanonicalJsonTests
{
    // RFC 8785, appendix B.
    [TestCase("0000000000000000", ExpectedResult = "0")]
    [TestCase("8000000000000000", ExpectedResult = "0")]
    [TestCase("0000000000000001", ExpectedResult = "5e-324")]
    [TestCase("8000000000000001", ExpectedResult = "-5e-324")]
    [TestCase("7fefffffffffffff", ExpectedResult = "1.7976931348623157e+308")]
    [TestCase("ffefffffffffffff", ExpectedResult = "-1.7976931348623157e+308")]
    [TestCase("4340000000000000", ExpectedResult = "9007199254740992")]
    [TestCase("c340000000000000", ExpectedResult = "-9007199254740992")]
    [TestCase("4430000000000000", ExpectedResult = "295147905179352830000")]
    [TestCase("44b52d02c7e14af5", ExpectedResult = "9.999999999999997e+22")]
    [TestCase("44b52d02c7e14af6", ExpectedResult = "1e+23")]
    [TestCase("44b52d02c7e14af7", ExpectedResult = "1.0000000000000001e+23")]
    [TestCase("444b1ae4d6e2ef4e", ExpectedResult = "999999999999999700000")]
    [TestCase("444b1ae4d6e2ef4f", ExpectedResult = "999999999999999900000")]
    [TestCase("444b1ae4d6e2ef50", ExpectedResult = "1e+21")]
    [TestCase("3eb0c6f7a0b5ed8c", ExpectedResult = "9.999999999999997e-7")]
    [TestCase("3eb0c6f7a0b5ed8d", ExpectedResult = "0.000001")]
    [TestCase("41b3de4355555553", ExpectedResult = "333333333.3333332")]
    [TestCase("41b3de4355555554", ExpectedResult = "333333333.33333325")]
    [TestCase("41b3de4355555555", ExpectedResult = "333333333.3333333")]
    [TestCase("41b3de4355555556", ExpectedResult = "333333333.3333334")]
    [TestCase("41b3de4355555557", ExpectedResult = "333333333.33333343")]
    [TestCase("becbf647612f3696", ExpectedResult = "-0.0000033333333333333333")]
    [TestCase("43143ff3c1cb0959", ExpectedResult = "1424953923781206.2")]
    public string Numbers_are_written_as_the_scheme_lists_them(string bits) =>
        Text(JsonValue.Create(BitConverter.UInt64BitsToDouble(ulong.Parse(bits, NumberStyles.HexNumber, CultureInfo.InvariantCulture))));

    [TestCase("1e0", ExpectedResult = "1")]
    [TestCase("100", ExpectedResult = "100")]
    [TestCase("-0", ExpectedResult = "0")]
    [TestCase("4.50", ExpectedResult = "4.5")]
    [TestCase("2e-3", ExpectedResult = "0.002")]
    [TestCase("0.000000000000000000000000001", ExpectedResult = "1e-27")]
    [TestCase("333333333.33333329", ExpectedResult = "333333333.3333333")]
    public string A_number_read_from_a_document_loses_its_spelling(string json) => Text(JsonNode.Parse(json));

    [Test]
    public void Numbers_of_every_type_of_the_program_are_written_alike()
    {
        var array = new JsonArray(42, 42L, 42.0, 42m, 42f, (short)42);

        Assert.That(Text(array), Is.EqualTo("[42,42,42,42,42,42]"));
    }

    [Test]
    public void Members_are_ordered_by_their_utf_16_code_units()
    {
        const string json = """
            {"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One",
             "\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}
            """;

        var written = JsonNode.Parse(CanonicalJson.Serialize(JsonNode.Parse(json)))!.AsObject().Select(member => member.Key);

        Assert.That(written, Is.EqualTo(new[] { "\r", "1", "\u0080", "\u00f6", "\u20ac", "\ud83d\ude00", "\ufb33" }));
    }

    [Test]
    public void Only_what_must_be_escaped_is_escaped()
    {
        var text = JsonValue.Create("\u20ac$\u000f\nA'B\"\\\\\"/\u007f<>&+");

        Assert.That(Text(text), Is.EqualTo("\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\u007f<>&+\""));
    }

    [Test]
    public void The_example_of_the_standard_comes_out_as_it_says()
    {
        const string json = """
            { "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
              "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
              "literals": [null, true, false] }
            """;
        const string expected =
            """{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}""";

        using var document = JsonDocument.Parse(json);

        Assert.That(Text(JsonNode.Parse(json)), Is.EqualTo(expected));
        Assert.That(Encoding.UTF8.GetString(CanonicalJson.Serialize(document.RootElement)), Is.EqualTo(expected));
    }

    [Test]
    public void Values_of_the_program_are_written_as_the_serializer_writes_them()
    {
        var instant = new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

        Assert.That(Text(JsonValue.Create(instant)), Is.EqualTo("\"2026-03-02T12:00:00+00:00\""));
        Assert.That(Text(JsonValue.Create(Guid.Empty)), Is.EqualTo("\"00000000-0000-0000-0000-000000000000\""));
    }

    [Test]
    public void A_lone_surrogate_is_refused_wherever_it_stands()
    {
        using var document = JsonDocument.Parse("""["\ud800"]""");
        var element = document.RootElement;

        Assert.That(() => CanonicalJson.Serialize(JsonValue.Create("a\ud800b")), Throws.InstanceOf<ArgumentException>());
        Assert.That(() => CanonicalJson.Serialize(new JsonObject { ["\udc00"] = 1 }), Throws.InstanceOf<ArgumentException>());
        Assert.That(() => CanonicalJson.Serialize(element), Throws.InvalidOperationException);
    }

    [TestCase(double.NaN)]
    [TestCase(double.PositiveInfinity)]
    [TestCase(double.NegativeInfinity)]
    public void What_is_no_number_in_json_is_refused(double number) =>
        Assert.That(() => CanonicalJson.Serialize(JsonValue.Create(number)), Throws.ArgumentException);

    [Test]
    public void A_number_too_large_for_a_double_is_refused() =>
        Assert.That(() => CanonicalJson.Serialize(JsonNode.Parse("1e400")), Throws.ArgumentException);

    [Test]
    public void A_member_that_comes_twice_is_refused()
    {
        using var document = JsonDocument.Parse("""{"a":1,"a":2}""");
        var element = document.RootElement;

        Assert.That(() => CanonicalJson.Serialize(element), Throws.ArgumentException);
    }

    private static string Text(JsonNode? node) => Encoding.UTF8.GetString(CanonicalJson.Serialize(node));
}
