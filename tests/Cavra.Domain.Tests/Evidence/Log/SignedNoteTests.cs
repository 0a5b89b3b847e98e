using Cavra.Domain.Evidence.Log;
using CsCheck;

namespace Cavra.Domain.Tests.Evidence.Log;

public sealed class SignedNoteTests
{
    private const string Text = "Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n";

    private const string Line = "— quasimodo.example/salvatore "
        + "NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=";

    // The example of C2SP's page.
    private const string Example = Text + "\n" + Line + "\n";

    [Test]
    public void The_example_of_the_format_is_read_and_written()
    {
        Assert.That(SignedNote.TryParse(Example, out var note), Is.True);
        Assert.That(note!.Text, Is.EqualTo(Text));
        Assert.That(note.Signatures, Has.Count.EqualTo(1));
        Assert.That(note.Signatures[0].Name, Is.EqualTo("quasimodo.example/salvatore"));
        Assert.That(note.Signatures[0].KeyId, Is.EqualTo(0x367ba04b));
        Assert.That(note.Signatures[0].Signature, Has.Length.EqualTo(64));
        Assert.That(note.ToString(), Is.EqualTo(Example));
    }

    [Test]
    public void A_signature_is_added_below_those_there_are()
    {
        var signature = new NoteSignature("witness.example/w1", 0x00000001, [1, 2, 3]);
        Assert.That(SignedNote.TryParse(Example, out var note), Is.True);

        var signed = note!.With(signature);

        Assert.That(signed.ToString(), Is.EqualTo(Example + "— witness.example/w1 AAAAAQECAw==\n"));
        Assert.That(SignedNote.TryParse(signed.ToString(), out var read), Is.True);
        Assert.That(read, Is.EqualTo(signed));
        Assert.That(note.Signatures, Has.Count.EqualTo(1));
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("\n")]
    [TestCase("\n\n")]
    [TestCase(Text)]
    [TestCase(Text + "\n")]
    [TestCase(Text + Line + "\n", Description = "the empty line is the text's own, so that text stands where a signature should")]
    [TestCase("text\n" + Line + "\n", Description = "no empty line")]
    [TestCase(Text + "\n" + Line, Description = "no last newline")]
    [TestCase(Text + "\n" + Line + "x", Description = "something else for the last newline")]
    [TestCase(Text + "\n" + Line + "\n\n", Description = "an empty line at the end")]
    [TestCase(Text + "\n" + Line + "\nmore\n", Description = "a line that is no signature")]
    [TestCase(Text + "\n" + Line + "\r\n", Description = "a carriage return")]
    [TestCase("tab\t\n\n" + Line + "\n", Description = "a control character in the text")]
    [TestCase("nul\0\n\n" + Line + "\n", Description = "a control character in the text")]
    [TestCase(Text + "\n- a AAAAAQE=\n", Description = "a hyphen")]
    [TestCase(Text + "\n– a AAAAAQE=\n", Description = "an en dash")]
    [TestCase(Text + "\n—a AAAAAQE=\n")]
    [TestCase(Text + "\n—  AAAAAQE=\n", Description = "no name")]
    [TestCase(Text + "\n— a  AAAAAQE=\n", Description = "two spaces")]
    [TestCase(Text + "\n— a\u00a0b AAAAAQE=\n", Description = "a Unicode space in the name")]
    [TestCase(Text + "\n— a\u2028b AAAAAQE=\n", Description = "a Unicode space in the name")]
    [TestCase(Text + "\n— a+b AAAAAQE=\n", Description = "a plus sign in the name")]
    [TestCase(Text + "\n— a AAAAAQE= \n")]
    [TestCase(Text + "\n— a AAAAAQE\n", Description = "no padding")]
    [TestCase(Text + "\n— a AAAAAQF=\n", Description = "left-over bits")]
    [TestCase(Text + "\n— a AAAAAQ==\n", Description = "a key id alone")]
    [TestCase(Text + "\n— a AAAA\n", Description = "less than a key id")]
    [TestCase(Text + "\n— a \n")]
    [TestCase(Text + "\n— a\n")]
    public void Anything_else_is_refused(string? note)
    {
        Assert.That(SignedNote.TryParse(note, out var read), Is.False);
        Assert.That(read, Is.Null);
    }

    [TestCase(16, ExpectedResult = true)]
    [TestCase(SignedNote.MostSignatures, ExpectedResult = true)]
    [TestCase(SignedNote.MostSignatures + 1, ExpectedResult = false)]
    public bool Signatures_are_read_up_to_a_number(int signatures) =>
        SignedNote.TryParse(Text + "\n" + string.Concat(Enumerable.Repeat(Line + "\n", signatures)), out _);

    [TestCase(SignedNote.MostCharacters, ExpectedResult = true)]
    [TestCase(SignedNote.MostCharacters + 1, ExpectedResult = false)]
    public bool A_note_is_read_up_to_a_length(int characters)
    {
        const string end = "\n\n" + Line + "\n";
        return SignedNote.TryParse(new string('a', characters - end.Length) + end, out _);
    }

    [TestCase("")]
    [TestCase("no newline")]
    [TestCase("tab\t\n")]
    public void A_text_that_nobody_could_read_back_is_not_signed(string text) =>
        Assert.That(() => new SignedNote(text, []), Throws.ArgumentException);

    // Attributes cannot hold half a pair.
    [Test]
    public void A_text_without_a_UTF_8_form_is_neither_read_nor_signed()
    {
        Assert.That(SignedNote.TryParse("half \ud800\n\n" + Line + "\n", out _), Is.False);
        Assert.That(() => new SignedNote("half \udc00\n", []), Throws.ArgumentException);
        Assert.That(() => new NoteSignature("half\ud800", 1, [1]), Throws.ArgumentException);
    }

    [TestCase("")]
    [TestCase("a b")]
    [TestCase("a+b")]
    [TestCase("a\nb")]
    [TestCase("a\u00a0b")]
    public void A_signature_is_not_written_under_a_name_that_is_none(string name) =>
        Assert.That(() => new NoteSignature(name, 1, [1]), Throws.ArgumentException);

    [Test]
    public void A_signature_without_bytes_is_not_written() =>
        Assert.That(() => new NoteSignature("a", 1, []), Throws.ArgumentException);

    [Test]
    public void Whatever_is_read_is_written_as_it_was() =>
        Hostile.Changed(Example).Sample(text => !SignedNote.TryParse(text, out var read) || read.ToString() == text);
}
