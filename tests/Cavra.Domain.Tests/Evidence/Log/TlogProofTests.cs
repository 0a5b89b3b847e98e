using System.Globalization;
using System.Text;
using Cavra.Domain.Evidence.Log;
using CsCheck;

namespace Cavra.Domain.Tests.Evidence.Log;

public sealed class TlogProofTests
{
    private const string Hash = "gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=";

    private const string Note =
        "example.com/fancylog\n109482\nsFodV/vSp5O8n9a8QpW6PRY97tfOSW5bsc2Xl/EQi08=\n\n— example.com/fancylog AAAAAQE=\n";

    // The example of C2SP's page, its shortened parts replaced.
    private const string Example =
        "c2sp.org/tlog-proof@v1\n"
        + "extra YWdlLXYxLjIuMS1kYXJ3aW4tYXJtNjQudGFyLmd6\n"
        + "index 73894\n"
        + Hash + "\n"
        + "B95lDa8R83lS8n0eG+o0buTxRKQTYFi//1U8anccXmA=\n"
        + "\n"
        + Note;

    [Test]
    public void The_example_of_the_format_is_read_and_written()
    {
        Assert.That(TlogProof.TryParse(Example, out var proof), Is.True);
        Assert.That(proof!.Index, Is.EqualTo(73_894));
        Assert.That(Encoding.UTF8.GetString(proof.Extra!), Is.EqualTo("age-v1.2.1-darwin-arm64.tar.gz"));
        Assert.That(
            proof.Path.Select(hash => hash.ToString()),
            Is.EqualTo(new[] { Hash, "B95lDa8R83lS8n0eG+o0buTxRKQTYFi//1U8anccXmA=" }));
        Assert.That(proof.Checkpoint, Is.EqualTo(Note));
        Assert.That(proof.ToString(), Is.EqualTo(Example));
    }

    [Test]
    public void The_only_entry_of_a_tree_has_a_proof_without_a_path()
    {
        var proof = new TlogProof(0, [], Note);

        Assert.That(proof.ToString(), Is.EqualTo("c2sp.org/tlog-proof@v1\nindex 0\n\n" + Note));
        Assert.That(TlogProof.TryParse(proof.ToString(), out var read), Is.True);
        Assert.That(read, Is.EqualTo(proof));
        Assert.That(read!.Extra, Is.Null);
    }

    [TestCase(0, ExpectedResult = true)]
    [TestCase(63, ExpectedResult = true)]
    [TestCase(64, ExpectedResult = false)]
    [TestCase(100_000, ExpectedResult = false)]
    public bool A_path_is_read_up_to_the_height_of_the_highest_tree(int length) =>
        TlogProof.TryParse(new TlogProof(1, [.. Enumerable.Repeat(Merkle.EmptyRoot, length)], Note).ToString(), out _)
        && TlogProof.TryParse(
            (new TlogProof(1, [.. Enumerable.Repeat(Merkle.EmptyRoot, length)], Note) { Extra = [1] }).ToString(), out _);

    [TestCase("c2sp.org/tlog-proof@v2\nindex 0\n", Description = "another version")]
    [TestCase("c2sp.org/tlog-proof@v1\n", Description = "no index")]
    [TestCase("index 0\n", Description = "no header")]
    [TestCase("\n")]
    [TestCase("c2sp.org/tlog-proof@v1\nindex 00\n")]
    [TestCase("c2sp.org/tlog-proof@v1\nindex 01\n")]
    [TestCase("c2sp.org/tlog-proof@v1\nindex -1\n")]
    [TestCase("c2sp.org/tlog-proof@v1\nindex  1\n")]
    [TestCase("c2sp.org/tlog-proof@v1\nindex 1 \n")]
    [TestCase("c2sp.org/tlog-proof@v1\nindex\n")]
    [TestCase("c2sp.org/tlog-proof@v1\nindex 9223372036854775808\n", Description = "2^63")]
    [TestCase("c2sp.org/tlog-proof@v1\nindex 0\nextra AQE=\n", Description = "the extra line below the index")]
    [TestCase("c2sp.org/tlog-proof@v1\nextra AQE=\nextra AQE=\nindex 0\n", Description = "two extra lines")]
    [TestCase("c2sp.org/tlog-proof@v1\nextra AQE\nindex 0\n", Description = "no padding")]
    [TestCase("c2sp.org/tlog-proof@v1\nextra AQF=\nindex 0\n", Description = "left-over bits")]
    [TestCase("c2sp.org/tlog-proof@v1\nextra\nindex 0\n")]
    [TestCase("c2sp.org/tlog-proof@v1\nindex 0\n" + Hash + " \n")]
    [TestCase("c2sp.org/tlog-proof@v1\nindex 0\nAAAA\n", Description = "3 bytes")]
    [TestCase("c2sp.org/tlog-proof@v1\r\nindex 0\r\n", Description = "carriage returns")]
    [TestCase(" c2sp.org/tlog-proof@v1\nindex 0\n")]
    [TestCase("c2sp.org/tlog-proof@v1\nindex 0\n\n", Description = "two empty lines")]
    public void Any_other_head_is_refused(string head)
    {
        Assert.That(TlogProof.TryParse(head + "\n" + Note, out var proof), Is.False);
        Assert.That(proof, Is.Null);
    }

    [TestCase("")]
    [TestCase("example.com/fancylog\n109482\nsFodV/vSp5O8n9a8QpW6PRY97tfOSW5bsc2Xl/EQi08=\n", Description = "not signed")]
    [TestCase("some text\n\n— example.com/fancylog AAAAAQE=\n", Description = "a note over something else")]
    public void Anything_else_than_a_checkpoint_is_refused(string checkpoint) =>
        Assert.That(TlogProof.TryParse("c2sp.org/tlog-proof@v1\nindex 0\n\n" + checkpoint, out _), Is.False);

    [TestCase(null)]
    [TestCase("")]
    [TestCase("c2sp.org/tlog-proof@v1")]
    [TestCase("c2sp.org/tlog-proof@v1\nindex 0\n")]
    public void A_text_that_ends_too_early_is_refused(string? text) => Assert.That(TlogProof.TryParse(text, out _), Is.False);

    [Test]
    public void Whatever_is_read_is_written_as_it_was() =>
        Hostile.Changed(Example).Sample(text => !TlogProof.TryParse(text, out var read) || read.ToString() == text);

    [Test]
    public void An_index_is_written_alike_everywhere() =>
        Gen.Long[0, long.MaxValue].Sample(index => new TlogProof(index, [], Note).ToString()
            .Contains("index " + index.ToString(CultureInfo.InvariantCulture) + "\n", StringComparison.Ordinal));
}
