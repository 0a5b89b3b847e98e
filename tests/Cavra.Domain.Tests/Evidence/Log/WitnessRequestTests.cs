using Cavra.Domain.Evidence.Log;
using CsCheck;

namespace Cavra.Domain.Tests.Evidence.Log;

public sealed class WitnessRequestTests
{
    // The example of C2SP's page.
    private const string Example =
        "old 20852014\n"
        + "PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=\n"
        + "jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=\n"
        + "5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=\n"
        + "/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=\n"
        + "\n"
        + "example.com/behind-the-sofa\n"
        + "20852163\n"
        + "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
        + "\n"
        + "— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n";

    [Test]
    public void The_example_of_the_format_is_read_and_written()
    {
        Assert.That(WitnessRequest.TryParse(Example, out var request), Is.True);

        Assert.That((request!.OldSize, request.Proof.Count), Is.EqualTo((20_852_014L, 4)));
        Assert.That(request.Checkpoint, Does.StartWith("example.com/behind-the-sofa\n20852163\n"));
        Assert.That(request.ToString(), Is.EqualTo(Example));
    }

    [Test]
    public void A_first_request_has_no_proof()
    {
        Assert.That(WitnessRequest.TryParse(Example, out var example), Is.True);

        var first = new WitnessRequest(0, [], example!.Checkpoint);

        Assert.That(first.ToString(), Does.StartWith("old 0\n\nexample.com/"));
        Assert.That(WitnessRequest.TryParse(first.ToString(), out var read), Is.True);
        Assert.That(read, Is.EqualTo(first));
    }

    [Test]
    public void More_hashes_than_a_proof_can_have_are_refused()
    {
        Assert.That(WitnessRequest.TryParse(Example, out var example), Is.True);

        var longest = example! with { Proof = [.. Enumerable.Repeat(example.Proof[0], 63)] };

        Assert.That(WitnessRequest.TryParse(longest.ToString(), out _), Is.True);
        Assert.That(WitnessRequest.TryParse((longest with { Proof = [.. longest.Proof, longest.Proof[0]] }).ToString(), out _), Is.False);
    }

    [Test]
    public void Whatever_is_read_is_written_as_it_was() =>
        Hostile.Changed(Example).Sample(text => !WitnessRequest.TryParse(text, out var read) || read.ToString() == text);
}

public sealed class WitnessAnswerTests
{
    private const string Line = "— witness.example/w1 CMp+6LWBU0anHGH5aNDTJkH/gj79sG+T6+iP2ThYN5krrDJbR1HDnucjL39QsZTSvVjyQLrdk3DXDqI5G2HgLatVs0pWh6Up69HVOw==\n";

    [Test]
    public void An_answer_of_several_lines_is_read_line_by_line()
    {
        Assert.That(WitnessAnswer.TryReadLines(Line + Line.Replace("w1", "w2", StringComparison.Ordinal), out var lines), Is.True);

        Assert.That(lines!.Select(line => line.Name), Is.EqualTo(new[] { "witness.example/w1", "witness.example/w2" }));
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("\n")]
    [TestCase("<html></html>\n")]
    [TestCase(Line + "\n")]
    [TestCase("\n" + Line)]
    [TestCase(Line + "ok\n")]
    public void Anything_else_is_refused(string? body) => Assert.That(WitnessAnswer.TryReadLines(body, out _), Is.False);

    [Test]
    public void A_line_without_its_end_is_refused() => Assert.That(WitnessAnswer.TryReadLines(Line[..^1], out _), Is.False);

    [Test]
    public void More_lines_than_a_note_can_have_are_refused()
    {
        Assert.That(WitnessAnswer.TryReadLines(string.Concat(Enumerable.Repeat(Line, SignedNote.MostSignatures)), out _), Is.True);
        Assert.That(WitnessAnswer.TryReadLines(string.Concat(Enumerable.Repeat(Line, SignedNote.MostSignatures + 1)), out _), Is.False);
    }

    [TestCase("0\n", ExpectedResult = 0L)]
    [TestCase("20852163\n", ExpectedResult = 20_852_163L)]
    [TestCase("20852163", ExpectedResult = null)]
    [TestCase("\n", ExpectedResult = null)]
    [TestCase("01\n", ExpectedResult = null)]
    [TestCase("-1\n", ExpectedResult = null)]
    [TestCase("9223372036854775808\n", ExpectedResult = null)]
    [TestCase("1\n\n", ExpectedResult = null)]
    [TestCase(null, ExpectedResult = null)]
    public long? A_size_is_one_plain_number(string? body) => WitnessAnswer.TryReadSize(body, out var size) ? size : null;
}
