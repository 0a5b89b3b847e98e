using System.Text.Json.Nodes;
using Cavra.Domain.Evidence;

namespace Cavra.Domain.Tests.Evidence;

public sealed class ContentDigestTests
{
    [Test]
    public void The_digest_is_that_of_the_canonical_bytes() =>
        Assert.That(
            ContentDigest.Of(new JsonObject()),
            Is.EqualTo("sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"));

    [Test]
    public void The_order_and_spelling_of_a_document_do_not_change_its_digest()
    {
        var one = JsonNode.Parse("""{ "b": [1.0, "\u0041"], "a": null }""");
        var other = JsonNode.Parse("""{"a":null,"b":[1,"A"]}""");

        Assert.That(ContentDigest.Of(one), Is.EqualTo(ContentDigest.Of(other)));
    }

    [Test]
    public void Another_value_gives_another_digest() =>
        Assert.That(
            ContentDigest.Of(JsonNode.Parse("""{"a":1}""")),
            Is.Not.EqualTo(ContentDigest.Of(JsonNode.Parse("""{"a":2}"""))));
}
