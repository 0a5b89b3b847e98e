using System.Text;
using Cavra.Domain.Evidence.Log;

namespace Cavra.Verification;

/// <summary>Checks checkpoints against the keys that somebody trusts.</summary>
public static class SignedCheckpoint
{
    /// <summary>The checkpoint of a note that at least one trusted key has signed, and none of them wrongly; null when it is not.</summary>
    public static Checkpoint? TryRead(string note, IReadOnlyList<VerifierKey> trusted)
    {
        try
        {
            return Read(note, trusted, "checkpoint");
        }
        catch (Flaw)
        {
            return null;
        }
    }

    /// <summary>The checkpoint of a note that at least one trusted key has signed, and none of them wrongly.</summary>
    /// <exception cref="Flaw">It is not.</exception>
    internal static Checkpoint Read(ReadOnlySpan<byte> bytes, IReadOnlyList<VerifierKey> trusted, string file) =>
        Read(Text(bytes, file), trusted, file);

    /// <inheritdoc cref="Read(ReadOnlySpan{byte}, IReadOnlyList{VerifierKey}, string)"/>
    internal static Checkpoint Read(string text, IReadOnlyList<VerifierKey> trusted, string file)
    {
        if (!SignedNote.TryParse(text, out var note) || !Checkpoint.TryParse(note.Text, out var checkpoint))
        {
            throw Flaw.Unreadable($"{file} is no signed checkpoint.", file);
        }

        var message = Encoding.UTF8.GetBytes(note.Text);
        var signed = 0;
        foreach (var signature in note.Signatures)
        {
            foreach (var key in trusted.Where(key => key.Kind is NoteKeyKind.Ed25519 && key.IsNamedBy(signature)))
            {
                if (!key.HasSigned(message, signature.Signature))
                {
                    throw Flaw.Tampered($"The signature of {file} by a trusted key is wrong.", file);
                }

                signed += key.Name == checkpoint.Origin ? 1 : 0;
            }
        }

        return signed > 0 ? checkpoint : throw Flaw.Untrusted(checkpoint.Origin, file);
    }

    internal static string Text(ReadOnlySpan<byte> bytes, string file)
    {
        try
        {
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw Flaw.Unreadable($"{file} is no text.", file);
        }
    }
}
