using Cavra.Domain.Evidence.Log;
using CsCheck;

namespace Cavra.Domain.Tests.Evidence.Log;

public sealed class CheckpointTests
{
    // The example of C2SP's page.
    private const string Example = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";

    private const string Root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";

    [Test]
    public void The_example_of_the_format_is_read_and_written()
    {
        Assert.That(Checkpoint.TryParse(Example, out var checkpoint), Is.True);
        Assert.That(checkpoint!.Origin, Is.EqualTo("example.com/behind-the-sofa"));
        Assert.That(checkpoint.Size, Is.EqualTo(20_852_163));
        Assert.That(checkpoint.Root.ToString(), Is.EqualTo(Root));
        Assert.That(checkpoint.Extensions, Is.Empty);
        Assert.That(checkpoint.Body, Is.EqualTo(Example));
    }

    [Test]
    public void Lines_after_the_third_are_kept_in_order()
    {
        Assert.That(Checkpoint.TryParse(Example + "one\ntwo 2\n", out var checkpoint), Is.True);
        Assert.That(checkpoint!.Extensions, Is.EqualTo(new[] { "one", "two 2" }));
        Assert.That(checkpoint.Body, Is.EqualTo(Example + "one\ntwo 2\n"));
    }

    [Test]
    public void The_empty_tree_has_the_size_zero()
    {
        var checkpoint = new Checkpoint("cavra/one/two", 0, Merkle.EmptyRoot);

        Assert.That(checkpoint.Body, Is.EqualTo("cavra/one/two\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"));
        Assert.That(Checkpoint.TryParse(checkpoint.Body, out var read), Is.True);
        Assert.That(read, Is.EqualTo(checkpoint));
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("\n")]
    [TestCase("\n\n\n")]
    [TestCase("o\n1\n")]
    [TestCase("o\n1\n" + Root, Description = "no last newline")]
    [TestCase("\n1\n" + Root + "\n", Description = "no origin")]
    [TestCase("o\r\n1\n" + Root + "\n", Description = "a carriage return")]
    [TestCase("o\t\n1\n" + Root + "\n", Description = "a control character")]
    [TestCase("o\n01\n" + Root + "\n", Description = "a leading zero")]
    [TestCase("o\n00\n" + Root + "\n")]
    [TestCase("o\n-1\n" + Root + "\n")]
    [TestCase("o\n+1\n" + Root + "\n")]
    [TestCase("o\n 1\n" + Root + "\n")]
    [TestCase("o\n1 \n" + Root + "\n")]
    [TestCase("o\n1e3\n" + Root + "\n")]
    [TestCase("o\n٣\n" + Root + "\n", Description = "a digit that is not ASCII")]
    [TestCase("o\n9223372036854775808\n" + Root + "\n", Description = "2^63")]
    [TestCase("o\n\n" + Root + "\n")]
    [TestCase("o\n1\n" + Root + " \n")]
    [TestCase("o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2J=\n", Description = "left-over bits")]
    [TestCase("o\n1\nCsUY\n", Description = "3 bytes")]
    [TestCase("o\n1\n" + Root + "\n\n", Description = "an empty extension")]
    [TestCase("o\n1\n" + Root + "\n\nx\n", Description = "an empty extension")]
    public void Anything_else_is_refused(string? body)
    {
        Assert.That(Checkpoint.TryParse(body, out var checkpoint), Is.False);
        Assert.That(checkpoint, Is.Null);
    }

    [TestCase("")]
    [TestCase("two\nlines")]
    [TestCase("tab\t")]
    public void A_line_that_would_forge_another_is_not_written(string line)
    {
        var checkpoint = new Checkpoint("o", 1, Merkle.EmptyRoot);

        Assert.That(() => new Checkpoint(line, 1, Merkle.EmptyRoot), Throws.ArgumentException);
        Assert.That(() => checkpoint with { Origin = line }, Throws.ArgumentException);
        Assert.That(() => checkpoint with { Extensions = [line] }, Throws.ArgumentException);
        Assert.That(() => checkpoint with { Size = -1 }, Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    // Attributes cannot hold half a pair.
    [Test]
    public void An_origin_without_a_UTF_8_form_is_neither_read_nor_written()
    {
        Assert.That(Checkpoint.TryParse("o\ud800\n1\n" + Root + "\n", out _), Is.False);
        Assert.That(() => new Checkpoint("o\udc00", 1, Merkle.EmptyRoot), Throws.ArgumentException);
    }

    [Test]
    public void Checkpoints_are_equal_when_their_texts_are()
    {
        var one = new Checkpoint("o", 1, Merkle.EmptyRoot) { Extensions = ["x"] };

        Assert.That(one, Is.EqualTo(new Checkpoint("o", 1, Merkle.EmptyRoot) { Extensions = ["x"] }));
        Assert.That(one, Is.Not.EqualTo(new Checkpoint("o", 1, Merkle.EmptyRoot) { Extensions = ["y"] }));
        Assert.That(one, Is.Not.EqualTo(one with { Size = 2 }));
    }

    [Test]
    public void Whatever_is_read_is_written_as_it_was() =>
        Hostile.Changed(Example).Sample(text => !Checkpoint.TryParse(text, out var read) || read.Body == text);
}
